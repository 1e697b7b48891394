// What few pages need, in a file of its own that is fetched when it is needed.
import { mount } from "./client.js";
import { replace } from "./pictures.js";
import { play } from "./player.js";
import { words } from "./words.js";

export const rare = { mount, replace, play, words };
