import { copy } from "./index.js";
await copy();
