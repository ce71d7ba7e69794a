// ui/src/parts/photo.ts - a photo is made fit before it is sent: is it a picture at all, and small enough for a list of many?
export const PHOTO_MAX = 2 * 1024 * 1024;
const TAKEN = ["image/jpeg", "image/png", "image/webp"];
const SIDE_MAX = 1200;  // more nobody sees
const FINE_MAX = 300000; // a file as small as this is sent as it is

export type PhotoWrong = "kind" | "broken" | "large";
export class PhotoError extends Error {
	readonly why: PhotoWrong;
	constructor(why: PhotoWrong) {
		super(why);
		this.why = why;
	}
}

function smaller(picture: ImageBitmap): Promise<Blob | null> {
	const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	const pen = canvas.getContext("2d")!;
	pen.fillStyle = "#ffffff"; // what is clear becomes white: a JPEG knows no clearness
	pen.fillRect(0, 0, canvas.width, canvas.height);
	pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
	return new Promise(done => canvas.toBlob(done, "image/jpeg", 0.86));
}

export async function fitPhoto(file: Blob): Promise<Blob> {
	if (!TAKEN.includes(file.type))
		throw new PhotoError("kind");
	let picture: ImageBitmap;
	try {
		picture = await createImageBitmap(file);
	} catch {
		throw new PhotoError("broken");
	}
	const fine = file.size <= FINE_MAX && Math.max(picture.width, picture.height) <= SIDE_MAX;
	const fit = fine ? file : await smaller(picture);
	picture.close();
	if (!fit || fit.size > PHOTO_MAX)
		throw new PhotoError("large");
	return fit;
}

// As an address that a page may show before it is sent.
export function shown(blob: Blob): Promise<string> {
	return new Promise((done, broken) => {
		const reader = new FileReader();
		reader.onload = () => done(String(reader.result));
		reader.onerror = () => broken(new PhotoError("broken"));
		reader.readAsDataURL(blob);
	});
}
