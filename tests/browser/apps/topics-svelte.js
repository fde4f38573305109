import { mount } from "svelte";
import Topics from "./Topics.svelte";

mount(Topics, { target: document.querySelector("main") });
