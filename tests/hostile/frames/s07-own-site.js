// Navigates to a page of the site.

location.href = 'SITE?secret';
