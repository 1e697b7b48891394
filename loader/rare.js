// What few pages need, in a file of its own that is fetched when it is needed. Nothing that is needed because the server
// cannot be reached may stand here.
import { mount } from "./client.js";
import { like } from "./like.js";
import { play } from "./player.js";
import { walk } from "./walk.js";
import { words } from "./words.js";

export const rare = { like, mount, play, walk, words };
