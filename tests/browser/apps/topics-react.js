import { createElement } from "react";
import { createRoot } from "react-dom/client";
import Topics from "./Topics.jsx";

createRoot(document.querySelector("main")).render(createElement(Topics));
