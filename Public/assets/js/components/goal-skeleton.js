// The frame of a goal's page, filled as its parts become known.
import { html } from "../html.js";
import { icons } from "../icons.js";
import "./check-in-list.js";
import "./goal-chart.js";
import "./goal-children.js";
import "./goal-comments.js";
import "./goal-history.js";
import "./habit-grid.js";
import "./inline-edit.js";

/** Markup of the page without anything about the goal. */
export const skeleton = html`<p class="crumb"><span class="crumb-links"></span>
    <button type="button" class="quiet" data-action="edit-goal" data-key="edit-goal">${icons.pencil} Edit goal</button>
  </p>
  <div class="trash-banner"></div>
  <inline-edit field="title" label="Title"></inline-edit>
  <div class="headline"></div>
  <div class="goal-grid">
    <section class="goal-chart" aria-label="Progress"></section>
    <aside class="goal-side" aria-label="Facts"><div class="facts"></div><div class="check-in-holder"></div><div class="action-bar"></div></aside>
    <div class="goal-main">
      <section class="goal-notes"><h2>Notes</h2><inline-edit field="notes" label="Notes" multiline></inline-edit></section>
      <section class="goal-below" aria-label="Sub-goals"><goal-children></goal-children></section>
      <section class="goal-entries"><h2 tabindex="-1">Check-ins</h2><check-in-list></check-in-list></section>
      <section class="goal-comments" aria-label="Comments"><goal-comments></goal-comments></section>
      <section class="goal-history" aria-label="History"><goal-history></goal-history></section>
    </div>
  </div>`;
