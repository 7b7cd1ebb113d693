/** Of Core's form of general settings what it takes to change the password of the cabinet, and the event after saving. */

const save2024 = `
  const answer = await fetch(globalRootUrl + 'general-settings/save', { method: 'POST', body: new URLSearchParams({ WebAdminPassword: password }) });
  const { success, message } = await answer.json();
  const errors = success ? [] : [message.error];
  // 2024 says so after a refusal, too.
  window.dispatchEvent(new CustomEvent('ConfigDataChanged'));`;
const save2026 = `
  const answer = await fetch('/pbxcore/api/v3/general-settings', { method: 'PATCH', body: JSON.stringify({ WebAdminPassword: password }),
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer ' + TokenManager.accessToken } });
  const { result, messages } = await answer.json();
  const errors = result ? [] : messages.error;
  if (result) window.dispatchEvent(new CustomEvent('ConfigDataChanged'));`;

export const settingsForm = (is2024: boolean): string => `
<form class="ui form" id="general-settings-form">
<h3 class="ui dividing header">Passwords</h3>
<input type="text" name="WebAdminLogin" value="admin" autocomplete="username" hidden>
<div class="field"><label for="WebAdminPassword">Password of the cabinet</label>
<input type="password" id="WebAdminPassword" name="WebAdminPassword" autocomplete="new-password"></div>
<button class="ui positive button" id="submitbutton">Save settings</button>
<div id="settings-errors" role="alert"></div>
</form>
<script>
document.getElementById('general-settings-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const password = document.getElementById('WebAdminPassword').value;${is2024 ? save2024 : save2026}
  document.getElementById('settings-errors').textContent = errors.join('; ');
});
</script>
`;
