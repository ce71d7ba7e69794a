/* sim/buyer.c - composes people: every script of the markets, tone marks, and some far longer than a form expects. */
#include "sim/buyer.h"
#include "sim/dice.h"
#include <string.h>

enum { NAMES = 12, PLACES = 4, STREETS = 6, BUYER_ID_FIRST = 120000000 };

struct place {
	const char *state, *city, *district, *town, *zip;
};

struct folk {
	const char *family[NAMES], *given[NAMES], *street[STREETS];
	struct place place[PLACES];
	int zip_digits;    /* drawn digits after the place's own */
	const char *apart; /* between given and family name */
	bool family_first, number_last;
};

static const struct folk folks[REGION_COUNT] = {
	[REGION_SG] = { { "Tan", "Lim", "Lee", "Ng", "Wong", "Goh", "Chua", "Koh", "Rajaratnam", "bin Abdullah",
			  "O'Connor", "Teo" },
			{ "Wei Ling", "Jia Hui", "Kumar", "Mei Fen", "Hock Seng", "Siti", "Xin Yi", "Daniel", "Priya",
			  "Boon Keng", "Grace", "Jun" },
			{ "Ang Mo Kio Avenue 3", "Bukit Batok Street 21", "Jurong West Street 61", "Orchard Road",
			  "Toa Payoh Lorong 8", "Yishun Ring Road" },
			{ { "", "Singapore", "", "", "56" },
			  { "", "Singapore", "Bukit Batok", "", "65" },
			  { "", "Singapore", "Jurong", "", "64" },
			  { "", "Singapore", "Yishun", "", "76" } },
			4,
			" ",
			false,
			false },
	[REGION_MY] = { { "binti Ismail", "bin Hassan", "Wong", "Chong", "a/l Muthu", "a/p Krishnan", "Lau",
			  "bin Othman", "Yap", "binti Rahman", "Liew", "Abdullah" },
			{ "Nurul Aisyah", "Mohd Faiz", "Kah Wai", "Siew Ling", "Ramesh", "Kavitha", "Chee Keong",
			  "Ahmad", "Pei Shan", "Farah", "Wai Kit", "Zul" },
			{ "Jalan Ampang", "Jalan SS 2/24", "Lorong Maarof", "Jalan Tun Razak", "Persiaran Gurney",
			  "Jalan Sultan Ismail" },
			{ { "Selangor", "Petaling Jaya", "", "", "47" },
			  { "Kuala Lumpur", "Kuala Lumpur", "Bangsar", "", "59" },
			  { "Pulau Pinang", "George Town", "", "", "10" },
			  { "Sarawak", "Kuching", "Asajaya", "", "94" } },
			3,
			" ",
			false,
			false },
	[REGION_TH] = { { "ใจดี", "ศรีสุข", "ทองคำ", "แสงจันทร์", "บุญมี", "รุ่งเรือง", "วงศ์สวัสดิ์", "พิทักษ์", "สุขสันต์", "จันทร์เพ็ญ",
			  "มั่นคง", "อ่อนหวาน" },
			{ "สมชาย", "สมหญิง", "ณัฐพงษ์", "กัญญารัตน์", "พิมพ์ชนก", "ธนากร", "อรทัย", "วิภา", "ชัยวัฒน์", "ปิยะดา",
			  "กิตติ", "น้ำฝน" },
			{ "ถนนสุขุมวิท", "ถนนพหลโยธิน", "ซอยลาดพร้าว 71", "ถนนนิมมานเหมินทร์", "ถนนเพชรเกษม",
			  "หมู่บ้านสุขใจ ซอย 4" },
			{ { "กรุงเทพมหานคร", "เขตวัฒนา", "คลองเตยเหนือ", "", "10" },
			  { "เชียงใหม่", "เมืองเชียงใหม่", "สุเทพ", "", "50" },
			  { "ภูเก็ต", "กะทู้", "ป่าตอง", "", "83" },
			  { "ขอนแก่น", "เมืองขอนแก่น", "ในเมือง", "", "40" } },
			3,
			" ",
			false,
			false },
	[REGION_VN] = { { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ" },
			{ "Thị Hồng Nhung", "Văn Dũng", "Minh Quân", "Thùy Dương", "Quốc Việt", "Ngọc Ánh",
			  "Thanh Tùng", "Bảo Châu", "Hữu Phước", "Mỹ Lệ", "Đức", "Khánh Huyền" },
			{ "đường Nguyễn Trãi", "đường Lý Thường Kiệt", "ngõ 12 phố Huế", "hẻm 45 Cách Mạng Tháng Tám",
			  "quốc lộ 1A", "thôn Đông Hạ" },
			{ { "TP. Hồ Chí Minh", "Quận 5", "Phường 8", "", "" },
			  { "Hà Nội", "Quận Hai Bà Trưng", "Phường Bùi Thị Xuân", "", "" },
			  { "Bạc Liêu", "Huyện Đông Hải", "Xã Điền Hải", "", "" },
			  { "Đà Nẵng", "Quận Sơn Trà", "Phường Mân Thái", "", "" } },
			0,
			" ",
			true,
			false },
	[REGION_PH] = { { "dela Cruz", "Santos", "Reyes", "Bautista", "Garcia", "Mendoza", "Villanueva", "Aquino",
			  "Peña", "Muñoz", "Ramos", "Tolentino" },
			{ "Maria Luisa", "Juan Carlo", "Angelica", "Jose", "Kristine Joy", "Mark Anthony", "Rowena",
			  "Paolo", "Niña", "Jhon Rey", "Liza", "Emmanuel" },
			{ "Rizal Street", "Mabini Avenue", "Purok 4 Sitio Mahayahay", "Katipunan Avenue",
			  "Quirino Highway", "Bonifacio Street" },
			{ { "Metro Manila", "Quezon City", "Batasan Hills", "", "11" },
			  { "Cebu", "Cebu City", "Lahug", "", "60" },
			  { "Davao del Sur", "Davao City", "Talomo", "", "80" },
			  { "Laguna", "Biñan", "Santo Niño", "", "40" } },
			2,
			" ",
			false,
			false },
	[REGION_ID] = { { "Wijaya", "Santoso", "Hidayat", "Siregar", "Nasution", "Kusuma", "Pratama", "Lestari",
			  "Saputra", "Halim", "Simanjuntak", "Setiawan" },
			{ "Budi", "Siti Nurhaliza", "Agus", "Dewi", "Putri Ayu", "Rizky", "Made", "Ketut", "Fitri",
			  "Andi", "Rina", "Yohanes" },
			{ "Jl. Jend. Sudirman", "Jl. Merdeka No.", "Gg. Mawar RT 03 RW 05", "Perum Griya Asri Blok C",
			  "Jl. Raya Bogor KM", "Jl. Diponegoro" },
			{ { "DKI Jakarta", "Jakarta Selatan", "Kebayoran Baru", "Senayan", "12" },
			  { "Jawa Barat", "Bandung", "Coblong", "Dago", "40" },
			  { "Bali", "Denpasar", "Denpasar Selatan", "Sanur", "80" },
			  { "Sumatera Utara", "Medan", "Medan Baru", "", "20" } },
			3,
			" ",
			false,
			false },
	[REGION_TW] = { { "陳", "林", "黃", "張", "李", "王", "吳", "劉", "蔡", "楊", "歐陽", "許" },
			{ "雅婷", "志明", "淑芬", "家豪", "怡君", "俊傑", "美玲", "冠宇", "詩涵", "宗翰", "郁",
			  "承恩" },
			{ "忠孝東路四段", "中山路二段", "民權西路", "文化街15巷", "建國三路", "和平東路一段7弄" },
			{ { "臺北市", "大安區", "", "", "106" },
			  { "新北市", "板橋區", "", "", "220" },
			  { "臺中市", "西屯區", "", "", "407" },
			  { "高雄市", "鳳山區", "", "", "830" } },
			0,
			"",
			true,
			true },
	[REGION_BR] = { { "da Silva", "dos Santos", "Oliveira", "Souza", "Gonçalves", "Araújo", "Conceição",
			  "Magalhães", "Pereira", "Brandão", "Assunção", "Lima" },
			{ "João", "Maria José", "Antônio", "Luíza", "Cauã", "Patrícia", "Íris", "Fábio", "Letícia",
			  "Sebastião", "Ana", "Márcia" },
			{ "Rua das Flores", "Avenida Paulista", "Travessa São João", "Rua Sete de Setembro",
			  "Alameda dos Ipês", "Estrada do Café" },
			{ { "São Paulo", "São Paulo", "Bela Vista", "", "01310" },
			  { "Rio de Janeiro", "Niterói", "Icaraí", "", "24220" },
			  { "Bahia", "Salvador", "Itapuã", "", "41610" },
			  { "Paraná", "Maringá", "Zona 7", "", "87030" } },
			3,
			" ",
			false,
			false },
};

void label_add(struct label *l, const char *z)
{
	size_t size = strlen(z), room = sizeof l->at - l->size;

	if (size > room) { /* cut before a code point */
		size = room;
		while (size && ((unsigned char)z[size] & 0xC0) == 0x80)
			size--;
	}
	memcpy(l->at + l->size, z, size);
	l->size += (uint32_t)size;
}

void label_digits(struct label *l, uint64_t digits, int count)
{
	char z[21];

	z[count] = '\0';
	for (int i = count; i--; digits /= 10)
		z[i] = (char)('0' + digits % 10);
	label_add(l, z);
}

static void number(struct label *l, uint32_t n) { label_digits(l, n, n > 999 ? 4 : n > 99 ? 3 : n > 9 ? 2 : 1); }

static void make_name(struct label *l, const struct folk *f, uint64_t *d)
{
	const char *family = f->family[dice_take(d, NAMES)], *given = f->given[dice_take(d, NAMES)];
	bool long_one = dice_take(d, 50) == 0;

	label_add(l, f->family_first ? family : given);
	label_add(l, f->apart);
	label_add(l, f->family_first ? given : family);
	for (int i = 0; long_one && i < 6; i++) { /* a company's name and department in the field of a name */
		label_add(l, i ? ", " : " (");
		label_add(l, f->street[i]);
	}
	if (long_one)
		label_add(l, ")");
}

static void make_address(struct buyer *b, const struct folk *f, uint64_t *d)
{
	const struct place *p = &f->place[dice_take(d, PLACES)];
	const char *street = f->street[dice_take(d, STREETS)], *parts[] = { p->town, p->district, p->city, p->state };
	uint32_t house = 1 + dice_take(d, 1500);
	bool long_one = dice_take(d, 40) == 0;

	b->state = p->state, b->city = p->city, b->district = p->district, b->town = p->town;
	if (f->number_last) { /* large to small, as in 臺北市大安區忠孝東路四段 12 號 */
		label_add(&b->address, p->state);
		label_add(&b->address, p->city);
		label_add(&b->address, street);
		number(&b->address, house);
		label_add(&b->address, "號");
		number(&b->address, 1 + dice_take(d, 30));
		label_add(&b->address, "樓");
	} else {
		number(&b->address, house);
		label_add(&b->address, " ");
		label_add(&b->address, street);
		for (int i = 0; i < 4; i++)
			if (*parts[i]) {
				label_add(&b->address, ", ");
				label_add(&b->address, parts[i]);
			}
	}
	for (int i = 0; long_one && i < 12; i++) { /* the way described at length */
		label_add(&b->address, "; ");
		label_add(&b->address, f->street[i % STREETS]);
	}
	label_add(&b->zipcode, p->zip);
	if (f->zip_digits)
		label_digits(&b->zipcode, dice(*d, house), f->zip_digits);
}

void buyer_make(struct buyer *b, enum region region, uint32_t n, uint32_t moves)
{
	const struct folk *f = &folks[region];
	uint64_t who = dice(region + UINT64_C(1000), n), where = dice(who, moves);

	b->id = BUYER_ID_FIRST + (int64_t)n * 8 + (int64_t)region;
	b->username.size = b->name.size = b->phone.size = b->address.size = b->zipcode.size = 0;
	label_add(&b->username, "buyer_");
	label_digits(&b->username, (uint64_t)b->id, 9);
	label_add(&b->phone, region_facts(region)->phone);
	label_digits(&b->phone, who >> 8, region == REGION_SG ? 8 : 9);
	make_name(&b->name, f, &who);
	make_address(b, f, &where);
}
