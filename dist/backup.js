import { backup } from "./index.js";
await backup();
