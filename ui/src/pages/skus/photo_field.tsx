// ui/src/pages/skus/photo_field.tsx - the photo of an article: chosen, dropped or pasted, looked at before it is sent.
import { DeleteOutlined, PictureOutlined } from "@ant-design/icons";
import { Button, Upload } from "antd";
import { useEffect, useState } from "react";
import { useSpeech } from "../../i18n";
import { fitPhoto, PhotoError, shown, type PhotoWrong } from "../../parts/photo";

export interface NewPhoto { was: string | null; blob?: Blob; url?: string; drop?: boolean }

export function PhotoField({ photo, set, disabled }: { photo: NewPhoto; set: (p: NewPhoto) => void; disabled: boolean }) {
	const { t } = useSpeech();
	const [wrong, setWrong] = useState<PhotoWrong | null>(null);
	const take = async (file: Blob) => {
		try {
			const blob = await fitPhoto(file);
			set({ was: photo.was, blob, url: await shown(blob) });
			setWrong(null);
		} catch (e) {
			setWrong(e instanceof PhotoError ? e.why : "broken");
		}
	};
	useEffect(() => {
		const paste = (e: ClipboardEvent) => {
			const file = [...(e.clipboardData?.files ?? [])].find(f => f.type.startsWith("image/"));
			if (file && !disabled)
				void take(file);
		};
		window.addEventListener("paste", paste);
		return () => window.removeEventListener("paste", paste);
	});
	const url = photo.url ?? (photo.drop ? null : photo.was);
	return (
		<div className="sku-photo">
			<Upload.Dragger accept="image/jpeg,image/png,image/webp" multiple={false} showUploadList={false} disabled={disabled} className="sku-drop"
				beforeUpload={(file: File) => (void take(file), false)}>
				{url ? <img src={url} alt={t("skus.photo")} /> : <span className="sku-nophoto"><PictureOutlined /><span>{t("skus.photo_drop")}</span></span>}
			</Upload.Dragger>
			<div>
				<p className="soft small">{t("skus.photo_help")}</p>
				{url && <Button size="small" icon={<DeleteOutlined />} disabled={disabled} onClick={() => set({ was: photo.was, drop: true })}>{t("skus.photo_drop_it")}</Button>}
				{wrong && <p className="bad-text small" role="alert">{t(`skus.photo_${wrong}`)}</p>}
			</div>
		</div>
	);
}
