import { createApp } from "vue";
import { load } from "vital-conditions";
import type {} from "vital-conditions/vue";
import Reader from "./Reader.vue";

await load();
createApp(Reader).mount("main");
