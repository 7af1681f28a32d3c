"""First text of the public pages; editors change it in the back office from then on."""

HOME_INTRO = (
    "Learn what every CAR T team must know. Show it once. Carry the proof from ward to ward, "
    "and let anyone check it in one scan."
)

HOME_TODAY = """
<h2>What is here today</h2>
<p>Eight core modules for everyone in the team, and eight for ward nurses. Further roles follow as
their modules are written. Modules name the consensus or guideline they rest on, and where it
holds.</p>
"""

HOME_LIMITS = """
<h2>What the passport says, and what it does not</h2>
<p>It says which modules a person completed, in which version, and until when that counts. It says
“knowledge” where an exam was passed. It adds “practice observed” only where a colleague watched
and signed.</p>
<p>It is not a licence to practise and replaces no local training. Accreditation bodies accredit
programmes, not people: the passport lists evidence, each centre draws its own conclusion.</p>
"""

ABOUT = """
<p>CAR T cells are given by teams: nurses, physicians, pharmacists, apheresis and laboratory staff,
coordinators. Each of them is trained again and again, for every product and at every centre. The
CAR T Passport keeps one record of it, which the person owns and anyone can check.</p>
<h2>How it works</h2>
<ol>
<li>You choose your profession and role. The site makes your plan from it.</li>
<li>You read short chapters with figures, references and questions that explain every answer.</li>
<li>You take an exam for each module, at your own pace, without a timer.</li>
<li>When core and role are complete, your passport is issued and signed by itself.</li>
<li>Anyone scans its code and sees whether it is valid today.</li>
</ol>
<h2>How modules are made</h2>
<p>Every module states its sources, beside the sentence that rests on them. Statements that rest on
general knowledge are marked as practice points and never decide an exam. Core modules carry no
company name and no sponsor. A module that no clinician has reviewed yet says so on every page.</p>
<h2>How a passport is protected</h2>
<p>Each edition is sealed with a digital signature. The page behind the code checks the seal at
every scan. A changed name or date breaks it, and the page then says: do not rely on this
record.</p>
<h2>Who issues it</h2>
<p>The issuer of this site is named at the foot of every page, together with who does not stand
behind it.</p>
"""

PRIVACY = """
<p>This page says what we keep, why, for how long, and what you can ask of us. The issuer named at
the foot of the page is responsible and answers your questions.</p>
<h2>What we keep</h2>
<ul>
<li><b>Your account:</b> name, email address, profession, roles, country, language, and your centre
if you give it. We need it to run your account. It stays as long as your account does.</li>
<li><b>Your learning:</b> chapters read, exam answers and results. Single answers are needed to
check the quality of questions, and so that you can question a mark.</li>
<li><b>Your passport:</b> name, profession, number, stamps, dates, versions and signatures. Others
rely on it, so it stays for its validity and ten years.</li>
<li><b>Checks of your passport:</b> the day of the last check of each copy. Not who checked, and no
address.</li>
<li><b>Security log:</b> address and browser at sign-in, so that you can see where you are signed
in.</li>
</ul>
<h2>What we never ask for</h2>
<p>Patient data, health certificates, identity documents, photos or your location. Please type
nothing about patients anywhere on this site.</p>
<h2>Who sees it</h2>
<ul>
<li>Whoever scans your code sees your name, profession, passport number, stamps and whether they
are valid. Never scores, answers, email or employer.</li>
<li>You can close each copy's code at any time, and switch off checking by number and name.</li>
<li>Companies receive no personal data from us.</li>
</ul>
<h2>Cookies</h2>
<p>We set only cookies that the site needs: one for your sign-in, one that protects forms, one for
light or dark, and one if you trust your own browser. The page behind a passport's code sets
none. There is no tracking and nothing is loaded from other sites.</p>
<h2>Your rights</h2>
<p>You can ask for a copy of your data, have it corrected, object, and have it erased. Erasing
closes your codes and your passport. What remains in our records then no longer names you. Marks
are made by a program; you can ask that a person looks at them. Write to the issuer's address
below. You can also complain to your data protection authority.</p>
"""

HELP = """
<h2>I want to learn</h2>
<p>Join with your email, choose your role, and follow <b>My plan</b>. Chapters take five to ten
minutes and your place is kept. You may take an exam without reading, if you know the subject.</p>
<h2>I did not pass an exam</h2>
<p>You see which objectives to read again. You have three attempts, then a pause of a day. Each
attempt draws other questions.</p>
<h2>I cannot sign in</h2>
<ul>
<li>The code has not come: look in the spam folder, wait half a minute, ask for a new one.</li>
<li>The password is gone: use “Forgot your password?” on the sign-in page.</li>
<li>The phone with your app is gone: use one of your recovery codes.</li>
</ul>
<h2>My name is wrong</h2>
<p>Write to the issuer. Names stand on signed passports, so a person changes them and a new edition
is issued.</p>
<h2>Someone shows me a passport</h2>
<ol>
<li>Scan its code with your phone's own camera. You need no account.</li>
<li>See that the address in your browser is this site's.</li>
<li>Read the answer at the top of the page.</li>
<li>Compare the name with the staff badge.</li>
</ol>
<p>If the code does not scan, open <a href="/verify/">Check a passport</a> and type the number and
the family name. A screenshot proves nothing: scan yourself.</p>
<h2>Something on a page is wrong</h2>
<p>Use “Report a content error” at the foot of that page. Please write nothing about patients.</p>
"""
