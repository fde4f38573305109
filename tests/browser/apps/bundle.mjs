// Bundles apps as their developers' tools do: `node bundle.mjs FOLDER ENTRY...` puts an ENTRY.js for each into FOLDER.
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { build } from "esbuild";
import { compile } from "svelte/compiler";
import { compileScript, parse } from "vue/compiler-sfc";

const vue = {
  name: "vue",
  setup(build) {
    build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor } = parse(await readFile(path, "utf8"), { filename: basename(path) });
      const isCustomElement = (tag) => tag === "vital-conditions";
      const options = { id: basename(path), inlineTemplate: true, templateOptions: { compilerOptions: { isCustomElement } } };
      return { contents: compileScript(descriptor, options).content, loader: "ts" };
    });
  },
};

const svelte = {
  name: "svelte",
  setup(build) {
    build.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { js, warnings } = compile(await readFile(path, "utf8"), { filename: basename(path), generate: "client" });
      return { contents: js.code, warnings: warnings.map(({ message }) => ({ text: message })) };
    });
  },
};

const [outdir, ...entryPoints] = process.argv.slice(2);
const { warnings } = await build({
  entryPoints,
  outdir,
  bundle: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  conditions: ["browser", "production"],
  define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" },
  plugins: [vue, svelte],
});
// What a framework warns of would be in the way of whoever copies it.
process.exitCode = warnings.length && 1;
