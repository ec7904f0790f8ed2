import { createApp } from "vue";
import App from "./App.vue";
import { start } from "./shell/app";
import { takeToken } from "./shell/link";
import { followTheme } from "./shell/theme";
import { registerWorker } from "./shell/updates";
import "./styles/app.css";

const token = takeToken(window);
if (window.location.pathname.startsWith("/field")) {
  followTheme();
  createApp(App).mount("#app");
  void start(token);
  void registerWorker();
} else {
  window.location.replace("/field/"); // the shell lives there, with its own rules
}
