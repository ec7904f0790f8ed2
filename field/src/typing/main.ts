/** The desk's page for typing in paper forms: the same forms and checks as on a phone; nothing is kept in the browser. */
import { createApp } from "vue";
import TypingDesk from "./TypingDesk.vue";
import { readPlace } from "./desk";

const place = document.getElementById("typing");
if (place !== null) createApp(TypingDesk, { desk: readPlace(place.dataset) }).mount(place);
