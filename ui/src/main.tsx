// ui/src/main.tsx - begins the page.
import "./csp";
import { createRoot } from "react-dom/client";
import { App } from "./app";

createRoot(document.getElementById("app")!).render(<App />);
