import { createApp } from "vue";
import Topics from "./Topics.vue";

createApp(Topics).mount("main");
