// ui/vite.config.ts - builds the pages into ui/dist, which the program packs into itself.
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// `npx vite --config ui/vite.config.ts` with LOCKSTEP_SERVER set works on the pages against a running server.
declare const process: { env: Record<string, string | undefined> };

// A file of src/i18n has its words in three languages beside each other, and the browser fetches one: what zh.ts imports
// is read as a module of its own that keeps only zh.
const LANGUAGES = "(en|zh|ru)";
const oneLanguage: Plugin = {
	name: "one-language",
	enforce: "pre",
	resolveId(source, importer = "") {
		const language = new RegExp(`/i18n/${LANGUAGES}\\.ts$`).exec(importer)?.[1];
		return language && source.startsWith("./") ? `${importer.slice(0, importer.lastIndexOf("/"))}${source.slice(1)}.ts?${language}` : null;
	},
	transform(code, id) {
		const language = new RegExp(`/i18n/\\w+\\.ts\\?${LANGUAGES}$`).exec(id)?.[1];
		return language ? { code: code.replace("= { en, zh, ru };", `= { ${language} };`), map: null } : null;
	},
};

export default defineConfig({
	plugins: [oneLanguage, react()],
	base: "/",
	build: { outDir: "dist", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
	server: { proxy: { "/api": { target: process.env.LOCKSTEP_SERVER ?? "http://127.0.0.1:8080" } } },
});
