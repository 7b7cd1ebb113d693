<div id="module-security-checklist"></div>
