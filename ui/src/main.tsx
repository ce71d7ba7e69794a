// ui/src/main.tsx - begins the page: who is signed in is asked while the words of the language come.
import "./csp";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { packLoad } from "./i18n";
import { lookNow } from "./shell/look";
import { sessionLoad } from "./shell/session";

void sessionLoad();
void packLoad(lookNow().locale).then(first => createRoot(document.getElementById("app")!).render(<App first={first} />));
