// ui/vite.config.ts - builds the pages into ui/dist, which the program packs into itself.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npx vite --config ui/vite.config.ts` with LOCKSTEP_SERVER set works on the pages against a running server.
declare const process: { env: Record<string, string | undefined> };

export default defineConfig({
	plugins: [react()],
	base: "/",
	build: { outDir: "dist", emptyOutDir: true, target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
	server: { proxy: { "/api": { target: process.env.LOCKSTEP_SERVER ?? "http://127.0.0.1:8080" } } },
});
