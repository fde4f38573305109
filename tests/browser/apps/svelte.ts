import { mount } from "svelte";
import { load } from "vital-conditions";
import Reader from "./Reader.svelte";

await load();
mount(Reader, { target: document.querySelector("main")! });
