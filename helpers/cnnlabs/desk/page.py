"""What the report on a class looks like."""

from cnnlabs.grading.page import template

PAGE = template(
    """{% extends "base" %}
{% macro title(name) %}{{ titles.get(name, name) }}{% endmacro %}
{% macro number(value, digits=1) %}{{ "%.*f" | format(digits, value) }}{% endmacro %}
{% macro perhaps(value) %}{{ "undefined" if value is none else number(value, 2) }}{% endmacro %}
{% macro drawing(svg, id, words) %}
<figure aria-labelledby="{{ id }}">
<div role="img" aria-labelledby="{{ id }}">{{ svg }}</div>
<figcaption id="{{ id }}">{{ words }}</figcaption>
</figure>
{% endmacro %}
{% block title %}Report on a class{% endblock %}
{% block style %}
figure { margin: 1rem 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { font-size: 0.9rem; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
.sides > div { min-width: 0; }
summary { cursor: pointer; }
.exercises th, .exercises td { padding-right: 0.7rem; font-size: 0.95rem; }
{% endblock %}
{% block content %}
<h1>Report on a class</h1>
<p>{{ submissions }} submissions of {{ students }} students, {{ labs | length }}
{{ "lab" if labs | length == 1 else "labs" }}.</p>
<nav aria-label="Contents">
<ul>
<li><a href="#look">What needs a human</a></li>
<li><a href="#scores">Scores</a></li>
<li><a href="#exercises">Exercises</a></li>
<li><a href="#mistakes">The most common mistakes</a></li>
<li><a href="#alike">Answers that are alike</a></li>
</ul>
</nav>

<h2 id="look">What needs a human</h2>
{% if waiting %}
<h3>Questions in words</h3>
<p>They have no points yet; the scores below rise when they are given. Give them in formgrader, run
<code>cnnlabs grade</code> again, then <code>cnnlabs report</code>.</p>
{% for (lab, exercise), names in waiting.items() %}
<details>
<summary>{{ title(lab) }}, {{ exercise }}: {{ names | length }}
{{ "answer waits" if names | length == 1 else "answers wait" }}</summary>
<p>{{ names | join(", ") }}</p>
</details>
{% endfor %}
{% endif %}
{% if looks %}
<h3>Submissions to look at</h3>
<div class="wide" tabindex="0" role="region" aria-label="Submissions to look at">
<table id="table-look">
<thead><tr><th scope="col">student</th><th scope="col">lab</th><th scope="col">exercise</th>
<th scope="col">why</th><th scope="col">what it says</th></tr></thead>
<tbody>
{% for one in looks %}
<tr><td>{{ one.student }}</td><td>{{ title(one.lab) }}</td><td>{{ one.exercise or "all" }}</td>
<td>{{ one.why }}</td><td>{{ one.message }}</td></tr>
{% endfor %}
</tbody>
</table>
</div>
{% endif %}
{% if not looks and not waiting %}
<p>Nothing.</p>
{% endif %}

<h2 id="scores">Scores</h2>
<p>Points of the graded submissions, bonus included. Who handed nothing in is not counted.</p>
<div class="wide" tabindex="0" role="region" aria-label="Scores of each lab">
<table id="table-scores">
<thead><tr><th scope="col">lab</th><th scope="col" class="number">graded</th>
<th scope="col" class="number">points</th><th scope="col" class="number">mean</th>
<th scope="col" class="number">least</th><th scope="col" class="number">first quartile</th>
<th scope="col" class="number">median</th><th scope="col" class="number">third quartile</th>
<th scope="col" class="number">most</th></tr></thead>
<tbody>
{% for lab in labs %}
<tr><th scope="row">{{ title(lab.name) }}</th>
<td class="number">{{ lab.scores.values | length }}</td>
<td class="number">{{ "%g" | format(lab.scores.points) }}</td>
<td class="number">{{ number(lab.scores.values.mean(), 2) }}</td>
{% for value in lab.summary.values() %}
<td class="number">{{ number(value, 2) }}</td>
{% endfor %}
</tr>
{% endfor %}
</tbody>
</table>
</div>
{% for lab in labs %}
<h3>{{ title(lab.name) }}</h3>
{{ drawing(lab.histogram, "histogram-" ~ loop.index,
   "How many submissions have how many points. The dashed line marks the lab's points.") }}
<details>
<summary>The same as a table</summary>
<table class="bins">
<thead><tr><th scope="col">points</th><th scope="col" class="number">submissions</th></tr></thead>
<tbody>
{% for low, high, count in lab.bins %}
<tr><td>{{ number(low) }} to {{ "" if loop.last else "below " }}{{ number(high) }}</td>
<td class="number">{{ count }}</td></tr>
{% endfor %}
</tbody>
</table>
</details>
{% endfor %}

<h2 id="exercises">Exercises</h2>
<p><strong>Difficulty</strong> is the mean share of an exercise's points that was earned: 1 is easy,
0 is hard. <strong>Discrimination</strong> is the point-biserial correlation between passing the
exercise and the student's other points in the lab. Near 1, those who pass it do well elsewhere too.
Near 0 or below, passing says nothing of the rest: look at its statement and its tests. It is
undefined when all or none pass, when the other points are all equal, and for fewer than three
students; in a small class it says little. Answers without a verdict and those that wait are left
out of both.</p>
{% for lab in labs %}
<h3>{{ title(lab.name) }}</h3>
{{ drawing(lab.outcomes, "outcomes-" ~ loop.index,
   "What became of each exercise. The table below holds the numbers.") }}
<div class="wide" tabindex="0" role="region" aria-label="Exercises of {{ title(lab.name) }}">
<table class="exercises">
<thead><tr><th scope="col">exercise</th><th scope="col" class="number">points</th>
<th scope="col" class="number">difficulty</th><th scope="col" class="number">discrimination</th>
{% for outcome in outcomes %}
<th scope="col" class="number">{{ outcome }}</th>
{% endfor %}
</tr></thead>
<tbody>
{% for one in lab.exercises %}
<tr><th scope="row">{{ one.name }}</th>
<td class="number">{{ "%g" | format(one.max_points) if one.max_points else "bonus" }}</td>
<td class="number">{{ perhaps(one.difficulty) }}</td>
<td class="number">{{ perhaps(one.discrimination) }}</td>
{% for outcome in outcomes %}
<td class="number">{{ one.counts[outcome] }}</td>
{% endfor %}
</tr>
{% endfor %}
</tbody>
</table>
</div>
{% endfor %}

<h2 id="mistakes">The most common mistakes</h2>
{% if mistakes %}
<p>How often a failed answer showed a mistake that the checks know by name, or failed in a general
way. Stubs that were left as they are do not count. Each message is one student's.</p>
<div class="wide" tabindex="0" role="region" aria-label="The most common mistakes">
<table id="table-mistakes">
<thead><tr><th scope="col" class="number">times</th><th scope="col">lab</th><th scope="col">exercise</th>
<th scope="col">mistake</th></tr></thead>
<tbody>
{% for one in mistakes %}
<tr><td class="number">{{ one.count }}</td><td>{{ title(one.lab) }}</td><td>{{ one.exercise }}</td>
<td><details><summary>{{ one.name }}</summary><pre>{{ one.message }}</pre></details></td></tr>
{% endfor %}
</tbody>
</table>
</div>
{% else %}
<p>None.</p>
{% endif %}

<h2 id="alike">Answers that are alike</h2>
<p><strong>This is no verdict.</strong> It only says where to look. Right answers to a short
exercise are alike by nature, friends may work together, and both may have read the same page. Talk
before you judge.</p>
{% if not compared %}
<p>Nothing was compared: the submissions are not in this folder. Name their folder:
<code>cnnlabs report DIR --submitted FOLDER</code>.</p>
{% else %}
<p>Names, comments and white space do not count, and neither does the code that was handed out, nor
a passage that more students share than a tenth of the class (at least {{ limits.RARE }}, at most {{
limits.COMMON }}). Listed are pairs that share {{ limits.LEAST }} characters or more and, of one of
them, {{ "%.0f" | format(100 * limits.SHARE) }} % of what is left.</p>
{% if not pairs %}
<p>There is no such pair.</p>
{% endif %}
{% for pair in pairs or [] %}
<details class="pair">
<summary>{{ pair.students[0] }} and {{ pair.students[1] }}, {{ title(pair.lab) }}: {{ pair.characters }}
characters, {{ "%.0f" | format(100 * pair.shares[0]) }} % and
{{ "%.0f" | format(100 * pair.shares[1]) }} % of their unusual passages</summary>
{% for exercise, first, second in pair.exercises %}
<p>{{ exercise }}</p>
<div class="sides">
<div><p>{{ pair.students[0] }}</p><pre>{{ first }}</pre></div>
<div><p>{{ pair.students[1] }}</p><pre>{{ second }}</pre></div>
</div>
{% endfor %}
</details>
{% endfor %}
{% if more %}
<p>{{ more }} more pairs are not shown.</p>
{% endif %}
{% endif %}
{% endblock %}
"""
)
