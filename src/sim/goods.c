/* sim/goods.c - composes things for sale: names in several scripts, some very long; SKUs tidy, odd, or missing. */
#include "sim/goods.h"
#include "sim/dice.h"
#include <stdio.h>

enum { NOUNS = 12, KINDS = 8, ITEM_ID_FIRST = 20000000 };

static const char *const nouns[REGION_COUNT][NOUNS] = {
	[REGION_SG] = { "Canvas Tote Bag", "USB-C Cable 1m", "Bamboo Cutting Board", "Kids' Raincoat", "Wireless Mouse",
			"Ceramic Mug 350ml", "Yoga Mat 6mm", "Desk Lamp \"Halo\"", "Rice Cooker 1.8L", "Phone Stand",
			"Travel Adapter <Type G>", "Face Cream & Serum Set" },
	[REGION_MY] = { "Tudung Bawal Cotton", "Kasut Sukan Lelaki", "Periuk Nasi 1.8L", "Beg Tangan Wanita",
			"Kain Batik Terengganu", "Botol Air 1 Liter", "Lampu Meja LED", "Baju Kurung Moden",
			"Kipas Mini USB", "Set Pisau Dapur", "Bantal Kekabu", "Kopi Putih Ipoh 15's" },
	[REGION_TH] = { "เสื้อยืดคอกลม", "กระเป๋าสะพายข้าง", "ครีมบำรุงผิวหน้า", "รองเท้าแตะ", "หม้อทอดไร้น้ำมัน", "ผ้าห่มนาโน",
			"แก้วเก็บความเย็น", "ชาไทยสามรส", "เคสโทรศัพท์", "หมอนรองคอ", "ไฟแต่งห้อง", "สบู่สมุนไพร" },
	[REGION_VN] = { "Áo thun cổ tròn", "Túi xách nữ", "Kem dưỡng da", "Giày thể thao", "Nồi chiên không dầu",
			"Bình giữ nhiệt", "Cà phê Buôn Ma Thuột", "Ốp lưng điện thoại", "Đèn ngủ để bàn",
			"Khăn tắm cotton", "Nước mắm Phú Quốc", "Ghế công thái học" },
	[REGION_PH] = { "Plain T-Shirt Unisex", "Tsinelas Pambahay", "Dried Mangoes 200g", "Electric Fan 16\"",
			"Foldable Eco Bag", "Barako Coffee", "Phone Case", "Kojic Soap 3pcs", "Insulated Tumbler",
			"Banig Woven Mat", "Piña Table Runner", "LED Ring Light" },
	[REGION_ID] = { "Kaos Polos Cotton Combed 30s", "Sambal Bawang 150g", "Tas Ransel Anak", "Kemeja Batik Pria",
			"Panci Serbaguna", "Kopi Gayo Arabika", "Sandal Jepit", "Mukena Katun Rayon", "Casing HP",
			"Rak Bumbu Dapur", "Handuk Microfiber", "Keripik Tempe" },
	[REGION_TW] = { "純棉圓領T恤", "手機保護殼", "不鏽鋼保溫瓶", "凍頂烏龍茶 150克", "無線滑鼠", "兒童雨衣",
			"桌上型檯燈", "折疊收納箱", "鳳梨酥禮盒", "防滑瑜珈墊", "真皮短夾", "機能運動褲" },
	[REGION_BR] = { "Camiseta Básica Algodão", "Capa de Celular", "Garrafa Térmica 1L", "Café Torrado em Grãos",
			"Tênis Esportivo", "Luminária de Mesa", "Bolsa Transversal", "Panela de Pressão",
			"Pão de Queijo Congelado", "Toalha de Banho", "Mochila Escolar", "Creme Hidratante" },
};

static const char *const kinds[KINDS] = { "",   " 2026",   " (Premium)",     " – 3 pcs",
					  " 🌸", " / 正品", " [READY STOCK]", " ★ hàng mới" };
static const char *const colours[MODELS_MAX] = { "红色 Red", "Đen", "60g（Papaya）", "สีฟ้า,XL" };

/* A warning, a guarantee and a size table in the title, as sellers do. */
static const char long_tail[] =
	" | free shipping, original and guaranteed, exchange within 15 days, please read the size table "
	"before ordering, 買一送一限時優惠, colours may differ slightly from the photograph, bulk orders welcome";

static void make_skus(struct good *g, uint32_t n)
{
	char base[32];

	switch (n % 8) {
	case 6: /* no SKU at all: only the platform's own numbers */
		return;
	case 7: /* odd, but a seller's */
		snprintf(base, sizeof base, "货号 %u/a", n);
		break;
	default:
		snprintf(base, sizeof base, "LS-%03u", n);
	}
	snprintf(g->sku, sizeof g->sku, "%s", base);
	for (int i = 0; i < g->models; i++)
		if (g->model[i].id && n % 8 != 5) /* 5: the models' SKUs were never filled in */
			snprintf(g->model[i].sku, sizeof g->model[i].sku, "%s-%c", base, 'A' + i);
}

static void make_models(struct good *g, enum region region, uint64_t d)
{
	const struct region_facts *f = region_facts(region);
	bool varied = dice_take(&d, 3) > 0;

	g->models = varied ? 2 + (int)dice_take(&d, MODELS_MAX - 1) : 1;
	for (int i = 0; i < g->models; i++) {
		struct model *m = &g->model[i];

		m->id = varied ? g->id * 9 + i + 1 : 0;
		if (varied)
			snprintf(m->name, sizeof m->name, "%s", colours[i]);
		m->original = f->step * (f->cheap + dice_take(&d, (uint32_t)f->cheap * 12));
		int64_t off = f->step * (m->original / f->step * dice_take(&d, 40) / 100);
		m->price = g->bundle ? 0 : m->original - off;
	}
}

void good_make(struct good *g, enum region region, uint32_t shop, uint32_t n)
{
	uint64_t d = dice(shop + UINT64_C(77), n);

	*g = (struct good){ .id = ITEM_ID_FIRST + ((int64_t)shop * GOODS_COUNT + n) * 1009 };
	if (n % 4 == 3) /* numbers beyond 32 bits are as usual as small ones */
		g->id += INT64_C(23000000000);
	g->bundle = n % 16 == 9;
	g->grams = 10 * (1 + (int)dice_take(&d, 300));
	snprintf(g->name, sizeof g->name, "%s%s%s", nouns[region][n % NOUNS], kinds[dice_take(&d, KINDS)],
		 n % 12 == 11 ? long_tail : "");
	make_models(g, region, d);
	make_skus(g, n);
}
