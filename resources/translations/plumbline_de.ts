<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>AlarmTurns</name>
    <message>
        <source>Over: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BudgetTiles</name>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>burning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>budget gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no result in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1, results for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n %1, %2 may</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Burn rate over %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no result in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2–%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ticket from %1; over %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; results for %1 of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more has failed than may</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too few results of late</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with 95 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>may be gone in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing failed over %1, n %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for good at this pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at this pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 %: %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 of %3 are to pass, over %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No objective for this service</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BundleExporter</name>
    <message>
        <source>Bundle, redacted: rules applied, persons numbered (*.plumbundle)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundle, all texts as they were recorded (*.plumbundle)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a Bundle of the Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being made: this can take minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bundle is being cancelled…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bundle was cancelled: %1 was not made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bundle could not be made: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>redacted (users and tenants stay in its telemetry, unless a rule takes them out)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all texts as they were recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is made and signed, %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is made, %2. It is not signed: &quot;plumbline bundle keygen&quot; makes a key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BundleOpener</name>
    <message>
        <source>%1 is being verified…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window could be opened for the bundle.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bundle is not opened: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundles (*.plumbundle)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChartPlan</name>
    <message>
        <source>No observation in view of: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: failed share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers by service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How bad they are, over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: badness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 by version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers by model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of each model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed and size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time an answer takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context window in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judges (in the charts the first %1 of %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No result from the judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time until the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement with our checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement with people&apos;s verdicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreement with the golden set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The judge&apos;s own input cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objectives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Burn rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Budget spent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>results of a check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>results of a judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how long answers take</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the size of the context window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the telemetry of this service in view: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older answers are still being read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>mean badness</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConnectionTester</name>
    <message>
        <source>✕ %1 is not listened on here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is no endpoint and no source that is known here by its name: there is nothing to test. A source in a file is tested by plumbline sources test --source FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No control plane is connected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A test is under way already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being tested…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContextWords</name>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 passages not given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages exchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 message shortened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result of %1 shortened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier turns dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not captured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no history given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>replaced by a summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left out, as a note says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for those of this turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only the beginning given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retrieved only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by the server, silently</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>did not fit the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an answer needed it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The front of the conversation before is not in this input: what comes later has taken its place, as in a sliding window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stood between messages that are still there is not in this input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The end of the conversation before is not in this input: a turn was taken back or asked again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of what was said in the turn before is in this input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A summary stands for it: details that it leaves out are lost to the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input itself says that earlier turns were left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each turn has passages of its own; those of the turn before made room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the beginning of it is in this input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retrieved and not in the input: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer tokens were counted than the text needs: %1. Which text it was is not told; servers that do so drop the oldest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here the oldest has words that the answer has nearly as they stand: it was read, so that what was dropped is something else, or nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request did not fit into the window and was refused: no model read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≈ by the kinds of characters: too few answers of this model tell how it counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≈ at %1 characters a token, as in %2 of this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the window unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window %1, as other calls of the model tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window %1, as a refusal tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window %1, as the call tells</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Developer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its text was cut on the way here by a limit of the telemetry, not by the service: what came and went is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its text was redacted: what came and went is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its text is sealed: what came and went is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its text was not captured: what came and went is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CrashWindow</name>
    <message>
        <source>Crash Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crash report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is on this machine alone: %1. Nothing of what the recording says is in it. To have it looked at, copy it and pass it on yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DesktopNotifier</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No desktop took it: Plumbline beeped, as it would on an alarm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is how a new alarm sounds. Nothing is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop took it, and says that it plays sounds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The desktop took it, but does not say that it plays sounds: it may have been shown without one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DockWidener</name>
    <message>
        <source>Narrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Widen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 the pane %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the pages their room back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give this most of the window (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 file</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FleetMatrix</name>
    <message>
        <source>no check yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 unknown, %2 well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and 1 further check with an alarm, or degraded: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 further checks with an alarm, or degraded: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt; 0.1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Well: enough answers judged, and the share that fails is not shown to be above 10 %, or above what is usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An alarm is raised: more fail than before, beyond chance. Its severity shows, too: 1 with a !, 2 plain, 3 cut through, 4 small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alarm is acknowledged: somebody is at it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded: more fail than those 10 % or what is usual; no alarm is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale: the newest result is older than it should be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data: nothing was judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not captured: the texts are not in the telemetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inconclusive: too few answers to tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The judge did not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keys of a page or a part of it come before those of the window. Arrows, Page Up and Down, Home, End, Enter, Space and Tab work in every list and field as they do everywhere; Esc empties a search, leaves and closes.
Help › Change Shortcuts… gives other keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heads are the checks, shortened where there is little room; J: a judge&apos;s check of the name of another one. n: how many answers a figure rests on. A share stands with its 95 % interval. Mean badness: the mean of the scores, 1 is worst.

A live window writes into the timeline which pages are opened with which filters, and what was on the screen at each decision; Incident › Record Which Views Are Opened switches the first off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and Signs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>IncidentBar</name>
    <message>
        <source>%1 shelved until %2 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 suppressed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JudgeTiles</name>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 say neither good nor bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1 only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No result from the judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time until the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>times are not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % within %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>results are still on their way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, κ %1 (%2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, both always say the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no golden set is given: golden.yaml</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none of %1 was judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 golden answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 golden answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agrees with the golden set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of which people know whether they are wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its own input cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its calls are not in the telemetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its calls do not show it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 calls of all judges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, its output in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models of all judges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the judge is not named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agrees with our checks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed there: by any check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer that both judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agrees with people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of what they looked at, suspects mostly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no verdict on its answers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayoutDialog</name>
    <message>
        <source>&amp;Save as Shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layouts that are saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayoutMenu</name>
    <message>
        <source>&amp;Layouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save and Manage…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset to &amp;Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A layout needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are %1 layouts, which is the most: delete one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no layout of this name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layout cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another layout has this name.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeverPort</name>
    <message>
        <source>No roles are set: everybody may move everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 acts as %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an undo was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the lever was fired</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookTexts</name>
    <message>
        <source>&amp;System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High Contrast L&amp;ight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High Contrast D&amp;ark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Density</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;omfortable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Te&amp;xt Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Less Motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No text cursor blinks, and what fills does it in steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>%1 – Plumbline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only: nothing can be moved. Levers are read, and runbooks can be, above. To move levers, switch Incident › Read-Only off and start Plumbline anew, without --read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of roles cannot be read, so who may move what is not known, and nobody moves anything from here: %1. Mend it, or name another with --roles, and start Plumbline anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspects %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command is on its way. Close again to leave without its answer; what became of it is then read no further.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the causes of %1 at “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes it in the incident&apos;s timeline as a hypothesis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens the runbook at the lever %1, with this as its parameter. Nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runbook is proposed: %1 Choose one yourself, or wait for telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alarm%1 that this runbook is for is open. It can be carried out, but that something recovered will not be shown: nothing had failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took %1 off the shelf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelved %1 for %2 min: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alarm %1 is not known any more: open an incident by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Incident…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Incident by &amp;Hand…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledging a &amp;Grave Alarm Opens Its Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;Bundle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Receiving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export Trace…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Pane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;All Times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets the time bar reach over what a broken clock dates far outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fit the Time Bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy Link to What Is Shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Copied Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Two People Confirm a Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unshelve Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let Suppressed Alarms &amp;Call Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Record Which &amp;Views Are Opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages with their filters, into the timeline; what was on the screen at a decision always is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared Roo&amp;m…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;est the Control Plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Read-Only: Move No Lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Arm the Lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some keys of the settings are the default ones: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys and Signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change Shortcuts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Desktop Notification of a New Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sound on a New Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quiet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File &gt; Receiving… sets another address or tries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings (*.plumb)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ no room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to &amp;Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play or Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step &amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step F&amp;orward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All That Is Shown Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All That Is Shown Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As &amp;Known Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous &amp;Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous A&amp;ction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Ac&amp;tion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous Key &amp;Moment or Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Key Moment or Not&amp;e</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loo&amp;p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop from &amp;Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop &amp;up to Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This recording reaches from %1 to %2: the moment that was to be shown, %3, is not in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter that was to be shown cannot be read here: all suspects are listed. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link is into another recording (%1; this is %2). Open that one with File &gt; Open Recording…, then the link once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the link are not known to this console and were left out: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Objectives</name>
    <message>
        <source>The objectives cannot be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An objective says what share of its answers is to pass a check, and over how long; how fast that budget is spent then stands here. &quot;plumbline objectives suggest FILE&quot; writes some from a recording&apos;s healthy past: put what it says into a file NAME.yaml in %1, and open the window again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>there is nothing that it could be done to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only in the present: Back to Live goes there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in a recording, or there is nothing to do it to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>latched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shelved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suppressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Response</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shows all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching the recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording could not be searched: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found in the recording, as known at %1 UTC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %1 found in the recording, as known at %2 UTC; there are more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 found in the recording, as known at %2 UTC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the newest %1 answers were looked through.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PaletteHost</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find An&amp;ything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything: actions, services, runbooks, traces and texts of the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, to read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This runbook is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, chosen by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>written %1, in a window of its own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Alarm: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, severity %2, since %3 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; also %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuietDialog</name>
    <message>
        <source>&amp;Quiet hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins on %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>severity 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>severity 1 and 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>severity 1 to 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which alarms are told all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is about sound and notifications: the line at the top shows alarms as ever. What was kept back is told in one at the end. Times are of this machine (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play the Alarm Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begins on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;old all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the desktop…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet &amp;Hours…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuietKeeper</name>
    <message>
        <source>quiet until it is switched off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quiet until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound and no notification on the desktop; the line at the top shows alarms as ever. The time is that of this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alarm is told, whatever its severity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms of severity 1 are told all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms of severity 1 to %1 are told all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 alarm is kept back so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms are kept back so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet for &amp;30 Minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet for &amp;2 Hours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quiet until &amp;7:00</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;End This Quiet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While it was quiet: 1 alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While it was quiet: %1 alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worst of them – %1: %2. They may be over by now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReceivingDialog</name>
    <message>
        <source>Receiving Telemetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporters send to these addresses. Addresses that other machines can reach need a token; with a certificate and its key, senders must use TLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OTLP/&amp;HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OTLP/&amp;gRPC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Token file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without: PLUMBLINE_TOKEN_OTLP, or no token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM; without: no TLS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PEM, no passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kee&amp;p</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything; or 20GiB, or 7d</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much this recording keeps: a size or an age. What is more or older is removed, what belongs to an incident stays as long as there is room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OTLP/HTTP is received there, OTLP/gRPC is not: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing where it listens …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecentFiles</name>
    <message>
        <source>1 span</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 spans</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportExporter</name>
    <message>
        <source>PDF, redacted by your rules (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page, redacted by your rules (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown, redacted by your rules (*.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF, all texts as they were recorded (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web page, all texts as they were recorded (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Markdown, all texts as they were recorded (*.md)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a Report of the Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is being made: this can take minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is being cancelled…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>redacted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all texts as they were recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is in %1, %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report was cancelled: %1 was not made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be made: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Residence</name>
    <message>
        <source>Plumbline ended without being closed. What was open then: %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note that was not added is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lever is armed or moved by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window can be started for %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plumbline crashed at %1 UTC. What it wrote about that is kept on this machine and was sent nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoomDialog</name>
    <message>
        <source>&amp;Say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared Room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is here, and what whoever comes next needs to know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say something to all consoles in the room (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is said to all consoles in the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading what was said…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times are UTC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not said: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RoomPort</name>
    <message>
        <source>✕ no room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>room …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 watching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ room away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not told yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ %1 never told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ 1 conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ %1 conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 said here and not told yet, kept in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 said at a console of yours that ended, not told yet, kept in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be kept, and the room is never told of them: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The room proves nobody&apos;s account: it is a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (this console)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, looks at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, not heard of for %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2, a role whose approval does not count.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScreenKeeper</name>
    <message>
        <source>Looked at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the screen when %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Nothing is received.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OTLP/gRPC is not received; OTLP/HTTP is, at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OTLP/HTTP is not received; OTLP/gRPC is, at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, read at %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 at %3, not read since: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: not read, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changing where it listens …</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Shortcuts – Plumbline</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideApprovalPort</name>
    <message>
        <source>%1 is %2, a role whose approval does not count.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SideNotesPort</name>
    <message>
        <source>Only notes can be kept beside a recording.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SpokenNews</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TelemetryAge</name>
    <message>
        <source>How old the telemetry is has not been read yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How old the telemetry is cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TraceExporter</name>
    <message>
        <source>OTLP JSON, with prompts and answers (*.jsonl)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chrome trace, names and times (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speedscope, names and times (*.speedscope.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG of the waterfall (*.svg)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG of the waterfall (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No trace is open: there is nothing to export.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps after them are not drawn, as the picture says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pieces taken out by the redaction rules: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the first %1 of %2 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling the export into %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting into %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TracePicture</name>
    <message>
        <source>… %1 more of the %2 steps are not drawn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>It is not written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running since %1 UTC.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingWords</name>
    <message>
        <source>medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>easy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes about %1 min · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 before the fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after the fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the right lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a wrong lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a lever put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a lever that did not move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a lever of which it is not known whether it moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>named the cause, rightly</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>named a cause that it was not</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>named a cause; whether rightly cannot be said by a rule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took the drill on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fault began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first answer after it that was found suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told by an alarm or a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took it on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took hint %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In effect: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the drill ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known, or it did not happen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended by: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, or </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Had the lever been in effect at the alarm, %1 sooner, it would have been %2 wrong answers in the place of %3, by all that is known now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first run of this drill by %1 that is kept here: there is nothing to compare it with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with %1, newest first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your earlier run of this drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your %1 earlier runs of this drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong levers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1 that were moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of %1 it is not known whether they moved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 answers were judged, from the fault to recovery or the end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cause named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mitigated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hints taken</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Plumbline: no alarm is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plumbline: 1 alarm is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plumbline: %1 alarms are open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2, severity %3, since %4 UTC (%5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = 1 answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n = %1 answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show the Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the &amp;Newest Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go On Receiving Here when the Window Is Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plumbline goes on receiving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window is closed; alarms are told as before. Quit, here or in the File menu, ends it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Goes wrong after %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings or code for your SDK, with this console&apos;s own address, and what it says as soon as the first span arrives. About five minutes: a service has to be started anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A window that receives opens; there, Sources &gt; Connect a Service… has settings or code for your SDK. About five minutes: a service has to be started anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Connect a Service…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a &amp;Live Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window could be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ A run of a runbook is not finished in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Incident %1 is open in %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go On with It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look at It First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window could be opened for the drill.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No window could be opened for the recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Recording or Bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings and Bundles (*.plumb *.plumbundle)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WhatIfWindow</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What If – %1 – Plumbline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep These Settings of Detection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of detection (*.yaml)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>accessible::Announcer</name>
    <message>
        <source>Announcements</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more are on the screen</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>charts::ChartHeader</name>
    <message>
        <source> to </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The values are those of the newest points drawn, or under the pointer. n counts the answers behind them, with the time they are of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed: share of answers that the check calls wrong. mean badness: how wrong they are on average, 0 % good to 100 % bad. was: the share that was usual before the newest alarm (dashed).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>charts::ChartPanel</name>
    <message>
        <source>n %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n 0 at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n 0 · last %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n %1 in %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>charts::PlotView</name>
    <message>
        <source>%1 from %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 gap without data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 gaps without data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, n %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, during an alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In per cent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In numbers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>common::GlyphLabel</name>
    <message>
        <source>Well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Degraded, no alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content not captured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge unavailable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>common::Keymap</name>
    <message>
        <source>Open a recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the link to what is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the copied link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a note, on the Trace page on what is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an incident of the worst alarm, or by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play and pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back by all that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward by all that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous action: a lever, a rung, a step of a runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next action: a lever, a rung, a step of a runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous key moment or note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next key moment or note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop on and off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop from the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop up to the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As known then, as known now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arm the lever of the runbook&apos;s step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Held, on the hold button: fire what is armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show less time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all of the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a region, and end it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the list: open the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where what the suspect says went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar ones together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice: wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice: sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Twice: unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong, with a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound, with a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure, with a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waterfall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph by cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table, and back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next step that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous step that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next step that begins a loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous step that begins a loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next step that was tried again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous step that was tried again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the trace and pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the playback: show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A moment back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A moment on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The claim with the least under it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark what is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to the chosen step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours by kind, by service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next claim, or step of why it is said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous claim, or step of why it is said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The claim with the least under it, then the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same, back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why the chosen claim is said, step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next step that differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous step that differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the list: take the note back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the entry for the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the selected stretch went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runbook and levers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspects page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace: waterfall, flame and graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace: flame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace: claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace: good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace: notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>text of a button, its key</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” keeps its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is no key that can be pressed at once, alone or with Shift, Ctrl or Alt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is what lists, fields, buttons and dialogs are worked by.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is for what has that letter underlined, in menus and on buttons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the key of “%2” already (%3).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: no command is called so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>common::MessageBar</name>
    <message>
        <source>Dismiss the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>common::PlainTextView</name>
    <message>
        <source>Show All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 characters are shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>common::SelectionQuestion</name>
    <message>
        <source>Where Did This Go?</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::AlarmStrip</name>
    <message>
        <source>SEV%1 · %2 · since about %3 UTC (%4) · %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · model %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · shelved by %1 until %2 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · suppressed by %1, explained by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · acknowledged by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source> · %n more alarm(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::CauseCard</name>
    <message>
        <source>likely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>possible</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unlikely</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing speaks for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 (%3). %4, %5%6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Runbook Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow Their Words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step of the runbook beside that moves this lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread: where the words of the most suspicious answer of this service went, also where no trace leads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cure: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Lever %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not this if: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Suspects of That Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show These</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::CausesPanel</name>
    <message>
        <source>What may be the cause, by what was seen: the figure adds up what speaks for it and against it, each as the logarithm of a likelihood ratio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causes: being looked for…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causes: nothing that rose can be told from chance, in the %1 answers that were looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causes: nothing that rose can be told from chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causes. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causes of %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causes, the likeliest first, as of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Causes of %1, the likeliest first</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::FleetDelegate</name>
    <message>
        <source>n %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> +%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · last %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+%1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::FleetMap</name>
    <message>
        <source>All services at a glance, worst at the top. Press to scroll there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All services at a glance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as the fleet beside it, which keys go through.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::FleetMatrix</name>
    <message>
        <source>Worst check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::GlyphLegend</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs in the fleet: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::HealthPage</name>
    <message>
        <source>Show Suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show What Raised It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No service has this in its name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers that the alarm was raised by, as known then, and no others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers of this service in the visible range, most suspicious first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large: the share of answers that failed the check, in this time. Below: its 95 % interval, n answers with a result, age of the newest.
The charts show the same for each piece of time; an alarm counts from its onset until it was raised.
A check with an open alarm counts from its onset, and says since when: the whole time would mix what was well into it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fleet could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What went wrong stands above. It is read again as soon as the time moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the fleet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each service gets a row as soon as it is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is received here: open a recording, or set another address (File &gt; Receiving…).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point an OTLP exporter here: %1. Nothing has come yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No service yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each service that sends GenAI telemetry gets a row here, with one cell a check. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom to This Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare This Region</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What sets the answers in it apart from all others that are in sight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What sets the answers in it apart from all others of this service in sight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, which cleared at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter services (/)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed share, last %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed share, %1 – %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1; of an open alarm since its onset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with an alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 degraded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 services: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording could not be read; what is shown is older. %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dashboard::SectionHead</name>
    <message>
        <source>1 chart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closes this section</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens this section</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>explore::ExplorePage</name>
    <message>
        <source>Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What counts as bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What may drive it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The suspects of this service in the time that is looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate to be back under</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save to Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps this setting and what it says in the incident&apos;s record, from where it can be opened again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspects in It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lets the region go (Esc in the plot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value of the driver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the line where the driver is now, and lets it follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lag between driver and outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes on the plot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (not in the telemetry)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more drivers move together with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Older answers are still being read: %1 so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No service yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the failures of a service go with its load, the length of its contexts and other things is plotted here, once one sends telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What went wrong stands above. They are read again as soon as the time moves or something else is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest are shown first; the rest follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answers in this range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 gave none in the visible time. A longer one, below, may hold some.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody could tell whether these answers are wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of %1 has a result of what is chosen above: what is not captured or not judged is unknown, not good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the telemetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer that was judged tells the %1. Choose another driver above; those that are told can be chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No objective is of this service and check: the rate that you want it to be under</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the objective &quot;%1&quot; allows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (of %2 alone)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the incident&apos;s record: &quot;%1&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag across the lower plot to choose a region (Shift+arrows in the plot)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from %2 to %3: about %4 answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The suspects among these answers, in the time that is looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No list of suspects: what was earlier is a mean over a while, no answer has it by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No list of suspects: %1 cannot be filtered by, as no answer tells it by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>explore::LagView</name>
    <message>
        <source>Correlation by lag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: correlation %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no more than chance reaches</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>explore::RelationView</name>
    <message>
        <source>From %1 to %2: %3, n %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate against the driver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 further out)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>knee %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>frame::AlarmMenu</name>
    <message>
        <source>Other open alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 SEV%2 · %3 · %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>frame::IncidentBar</name>
    <message>
        <source>Acknowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suppress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unshelve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let It Call Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the alarm out of sight for a while, with a reason. It comes back by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what explains the alarm: another alarm, or what was changed on purpose. It calls nobody until that is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring the alarm back now: it stands as raised again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said to explain the alarm no longer does: it stands as raised again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which other alarms are open; choose one to look at it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledge and Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data has come since. Acknowledging says that it is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say that somebody is looking at it. The alarm stays until the signal is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opens an incident of it, with you in command, where none is open (Incident › Acknowledging a Grave Alarm Opens Its Incident).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The incident that the alarm is part of: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The incident that is open: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show incident %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An incident of people from this alarm, with you in command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The past is shown. Goes back to the present.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: alarms not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Now: %1 open alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ Now: 1 open alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: no open alarm, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 not judged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not judged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now: no open alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · Go Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>1 open alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 open alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 more open alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more open alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no new data, still open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (when raised)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (when raised) · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its share and n count from the onset until it was raised; the fleet shows the whole range, the charts each piece of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INCIDENT %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 since %2 (was %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody in command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEV%1 · %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1 UTC (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 incidents open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no open alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since about %1 UTC (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No open alarm at %1 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No open alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not judged yet may still raise an alarm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms rest on the checks shown in the fleet;
what is not checked cannot raise one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suppressed, explained by %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shelved until %1 UTC: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>frame::LinkStatus</name>
    <message>
        <source>%1 %2/s lag %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 stale %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 nothing for %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ nothing is received here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>? %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>control plane ●</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ control plane cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 generation not judged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 generations not judged yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared room: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection lost: %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>control plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>control plane cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · duplicates %1 · rejected %2 · deliveries refused %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected: items that could not be understood. Refused: deliveries that were turned away unread: more came than could be written (senders deliver those again), or they had no token or a wrong content type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Following %1: what is written there is shown, nothing can be commanded from here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording: nothing is received and nothing can be commanded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundle: %1 Nothing is received and nothing can be commanded</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>frame::ShelveMenu</name>
    <message>
        <source>Shelve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why; then choose for how long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why the alarm is shelved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 15 Minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 1 Hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For 4 Hours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>frame::SuppressMenu</name>
    <message>
        <source>Suppress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what explains it, for example a test of load</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What explains the alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suppress Until It Is Taken Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until this alarm is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more: name one in the field above</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>guimain</name>
    <message>
        <source>Open Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link does not say which recording it is into.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link is into recording %1, which is not among this window&apos;s own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the recording, or a bundle that a colleague made of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The Recording of the Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recordings and Bundles (*.plumb *.plumbundle)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The incident cannot be shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is told of what happens: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>handingover</name>
    <message>
        <source>Another Plumbline is open and does not answer: this is a second window, which records by itself. Where the other still holds the ports, nothing is received here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Plumbline has this recording open and does not answer: this is a second window on it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::CurationForm</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No more than %1 characters can be kept; there are %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::EntryDetails</name>
    <message>
        <source>Open Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open in Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Its Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Raw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details of the entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An incident of people, which this is the beginning of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the entry is on, in its trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The details as they were recorded, in JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show no entry, but more of the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The incident that this alarm is part of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Out of %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put into %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say that this alarm is no part of the incident; it is asked why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say that this alarm is part of the incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 · by %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the shared room, not in the recording · %1 · told %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside the recording, no part of its chain · %1 · written %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>#%1 · %2 · %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show What Was on the Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes to that moment, and opens the page as it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the moment and the page that the link names</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::EntryPort</name>
    <message>
        <source>What %1 asked for cannot be written here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::IncidentHead</name>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alerts %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alarm is part of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>taken out: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed because: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over by %1 to %2 at %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link: %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 older links, in the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which incident is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key Moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand Over…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What If…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bundle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Incident…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say that you are in command of the incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say when something of the incident was: what is proposed stays until somebody does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An incident of people, by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEV&amp;1, the worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEV&amp;%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix: %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let It Be Proposed: %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Title…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Services…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;Link…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hand Over…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open Another Incident…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What If…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bundle…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No incident was opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that the recording holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident shown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · SEV%2 · %3 · %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Whole recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · counted %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far it reached is being counted…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far it reached is not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEV%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::IncidentPage</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 has severity %2; it was %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2; it was: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are in command of %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What %1 is called</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong, and where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has another title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which services %1 affects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names, with commas; empty: not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The services affected were set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A link of %1, to be shown and never followed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>May be left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link stands in the timeline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand %1 over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who is in command from now on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Summary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it stands, what was tried, what is to be done next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand Over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handed over to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a runbook is unfinished is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What shows that it is over; the report tells it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Press again to close it all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed. What is found later can still be added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1 again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is open again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the mark off entry %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark entry %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it shows, for the report; may be left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 is not marked any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry %1 is marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix the key moment of %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>02:41:07, or 2026-11-24 02:41:07</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of the entry that shows it; may be left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it rests on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no time: write 02:41:07, or 2026-11-24T02:41:07Z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no number of an entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timeline has no entry %1; the newest is %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is fixed at %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 is not to be fixed any more: what the rule proposes holds again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let It Be Proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is proposed by the rule again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 (worst) to 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names, with commas; empty: not known, and all of them are counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>02:41:07, or a date and time; empty: now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no severity. A severity is 1 (worst) to 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An incident starts before it is opened: %1 is still to come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take %1 out of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What shows that it is no part of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another open incident, as INC-0002; empty: none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put %1 into %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put In</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recording holds no alarm %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no incident “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is part of %1 already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is closed: reopen it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no part of %1 any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is part of %1 now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::MomentCell</name>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fixed by %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::MomentStrip</name>
    <message>
        <source>Go to It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fix…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Let It Be Proposed…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::PayloadText</name>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>incident::TimelinePage</name>
    <message>
        <source>Alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify Chain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Walks the hash chain of all entries again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows entries of all kinds but what was looked at, which Views shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows only chosen kinds; none chosen shows all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows only what somebody marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows also what was looked at, of which there is much.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your note stands at %1, in a file beside the recording, which stays as it was recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your note stands at %1, the time that is shown. It was written just now, so that views of that time do not show it: it is in the list once you are %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>live again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 The note is still in its line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a note about %1, the time that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chain could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chain broken at entry %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timeline was altered: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last walked on at %1. Walks the hash chain of all entries again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest hash %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chain verified up to entry %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chain verified · 1 entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chain verified · %1 entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 of %3 shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No entry fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose other kinds, or search for something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timeline could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What went wrong stands above. It is read again as soon as the time moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms, actions and notes up to the cursor will stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing happened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Its Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the &amp;Mark Off…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mark…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take Out of %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Put into %1…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items</name>
    <message>
        <source>%1 of %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when raised mean badness %1 of %2, was %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when raised %1 of %2 beyond what was usual for %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when raised %1, was %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no result since the onset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no result in the newest minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since the onset: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>newest minute: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under %1 of %2 sentences of the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context lost %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context perhaps lost %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was given to an earlier turn and no longer to this answer; it speaks of what was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was sent, but likely cut; it speaks of what was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 was sent, but cut; it speaks of what was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context lost: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names what stands in nothing that it was given: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Credit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disarmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incident</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objective budget: not known, no objective is set for what is affected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objective %1 (%2): %3 of the budget of %4 went; %5 of %6 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objective %1 (%2): what went of its budget is not known, no result came meanwhile</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Investigating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mitigated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mitigation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovery</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SEV%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody in command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>commanded by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lasted %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>services not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent encrypted; it cannot be read here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inline media; its bytes are not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reference; the console does not fetch it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history before this was compacted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its text is not in the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output was not captured: the service does not send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input was not captured: the service does not send it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output was redacted, by Plumbline or before it came here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input was redacted, by Plumbline or before it came here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output is encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input is encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no output: the request failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The telemetry has no output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The telemetry has no input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts were taken out by Plumbline&apos;s redaction; a marker names the rule. What may rest on them is not held against the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts were redacted before they came here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut by a limit of the telemetry, not by the model: what is missing says nothing about the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts are encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoning of %1 was reported; it was sent encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasoning of %1 was reported; its text is not in the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps fit this call; which of them ran it is not told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One id stands for several calls: which of them the step ran is not told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the step that ran it, joined by its place: no call id tells it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of the step that ran it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed; %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A step ran this call; its result is not in the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The telemetry has neither input nor output of this step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tool result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, media</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, compaction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>workflow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>generation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>retrieval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>guardrail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evaluator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>internal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>producer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>consumer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ok</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model call (inferred)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No span of this call came. Log records tell of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No span of this call came. That there was one is concluded from the error of the step around it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inferred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed, its caller went on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Access refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not available</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a passage that it was given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>result of </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what it was given (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no message was sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context window overflow at %1, no answer: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2: availability, not a wrong answer: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed, was tried again, and then worked: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A content filter refused the request of %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed, and the run went on: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer contradicts what it was given: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer contradicts %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer contradicts %1: says “%2”, there “%3”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; “%1”, there “%2”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (sent, but likely cut by the server before it was read)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (sent, but cut by the server before it was read)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judged bad by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · score %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A judge&apos;s verdict is its answer: %1 · score %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is known to be wrong: no check has looked at this trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 models of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 verdict of a judge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 verdicts of judges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No fault found by the checks that ran: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the text of %1 of %2 answers: it is not in the telemetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was given that it could be held against</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether it is true: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: its judge gave no verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 more judges gave no verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the claims of all but %1 of %2 answers, those that checks think worst of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what only older turns of the session had: there may be more than are looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers beyond the first %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>steps beyond the first %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not judged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → not told apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → result not in the telemetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a generation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ 1 check passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ %1 checks passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: judge unavailable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, part of the time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, similar ones together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, only %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, filter “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::AnnotationModel</name>
    <message>
        <source>%1 on %2, %3 UTC, by %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, beside the recording</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::AnnotationTexts</name>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the trace</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::ClusterModel</name>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 similar answers, up to %2 percent suspicious, %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::ContextMessageModel</name>
    <message>
        <source>Likely dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>(no text)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::DifferenceModel</name>
    <message>
        <source>%1; %2 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Same answers: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A symptom rather than a cause: it came of the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explains: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::EntryFilter</name>
    <message>
        <source>%1 (marked)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::EntryWords</name>
    <message>
        <source>an answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an answer of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong, says %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound, says %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure, says %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back by %1: the verdict on %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2, in trace %3…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Characters %1 to %2 of what the step said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, in trace %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of %1 answers that were judged with one click.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspicion when it was judged: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons for it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::EvidenceText</name>
    <message>
        <source>%1, said by a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, said by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moves nothing beside the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+%1 points: %2 without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 passed: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (+%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Against: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be told: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 verdicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 by the checks, %2 recalibrated from %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::Gatherer</name>
    <message>
        <source>Tool %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · the answer repeats the error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A content filter stopped the answer: finish content_filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filtered, the answer is empty: finish content_filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filtered: finish content_filter; the text is not in the telemetry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer was cut off: finish length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, limit of %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> after %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stands in nothing that it was given, which was no passage and no result of a tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context lost: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer was cut off: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut off: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes round: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incomplete: neither answer nor span of %1 ever came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incomplete: the span of %1 never came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incomplete: the parent of 1 step never came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Incomplete: the parents of %1 steps never came</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::LinkModel</name>
    <message>
        <source> · next try in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · trying again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sent away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lagging</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spans, log records and metric points that came; below, records are spans and log records that were read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Items/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>others</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::MetricModel</name>
    <message>
        <source>level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total since its start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>change since the value before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean since its start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean since the value before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metric</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Course</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Newest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p50 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>p95 %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>told by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::RunbookModel</name>
    <message>
        <source>to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>notify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step %1, %2: %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 times, last by </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::ServiceHealthModel</name>
    <message>
        <source>Share of answers that say what their context does not hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that are cut off, or whose input was cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that say otherwise than the results of their tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that call tools, give arguments or name packages that do not exist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that cite or quote what they were not given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that contradict themselves or an earlier answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that are not of the format that was asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that refuse or evade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers in another language than the question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that speak as somebody else than the instructions name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that run in a loop, fall apart or change their script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers by another model than was asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of answers that this check of a judge calls wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (judge)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (“%2”)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 answer kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 answer begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers begun</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>well</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alarm raised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>alarm acknowledged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>degraded, no alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>content not captured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>judge unavailable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enough answers were checked, and few enough failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More answers fail than usual, beyond chance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody is looking at it, or it is shelved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More answers fail than should, in the range or in its newest minute; no alarm is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No result for longer than usual: what is shown is old.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to judge has come.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The telemetry holds no text that could be judged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few results to tell well from bad.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The judge itself failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grounded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>J %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 in view, last seen %3.
n beside a check counts the answers with a result that ended in view, whenever they began.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
Older answers were removed to keep the recording small; n still counts them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
To be looked at: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
%1: %2 (SEV%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
no alarm: what is usual here is still being learnt, from %1 of about %2 results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
no alarm: an alarm tells of a change, and against what %1 results have shown to be usual here there is not enough evidence of one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; all judges together have half of the false alarms that are allowed, so that each needs the more evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: never checked, no passages were found to hold an answer against. They are taken from documents on the call or on a retrieval span that ended before it in its trace, from tool results, and from input that names a context, states facts in the instructions, or is 400 bytes long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: never checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
since the onset of its alarm, %1 UTC: %2 failed, %3 of %4 (95 % interval)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
in view: %1 failed, %2 of %3 (95 % interval), mean badness %4 (0 good, 1 bad)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
in view: mean badness %1 (0 good, 1 bad), as the source measured it; n %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
in the newest minute: %1 failed, %2 of %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
not shown to be above %1, the limit%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>: what is usual here and a tolerance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> while nothing lower is known to be usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
shown to be above %1, the limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
before the newest alarm: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
%1 evaluated without a result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>
last observation %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::SpanTreeModel</name>
    <message>
        <source>Its parent is not in the recording: lost, late or never sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its ancestors lead back to it; it is shown as a root.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::SpreadGroupModel</name>
    <message>
        <source>(before)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>user not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Users</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All places</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::SpreadModel</name>
    <message>
        <source>(before)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tool argument</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tool result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lightly edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>quoted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>span link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>text alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linked By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As It Stands There</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::SuspectModel</name>
    <message>
        <source>history cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input cut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text was not captured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text was taken out, by Plumbline&apos;s redaction or before it came here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text was cut by a limit of the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspicion %1 percent, %2, model %3: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong, 1 of 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dismissed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in dispute</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::TextRows</name>
    <message>
        <source>none: not of AI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the event %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on the event %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>others, not kept by name</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::TimelineModel</name>
    <message>
        <source>Time (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>items::differences</name>
    <message>
        <source>%1 is not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 among them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 up to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 points more often (%2 to %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of the suspects, %2 of the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, alike answers of one conversation taken together (of all answers %2 and %3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that sets these %1 answers apart is surer than chance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that these %1 suspects share is surer than chance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With %1 values and ranges compared, so few tell nothing for sure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That does not say that they share nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Below is what differs most, not sure: it could be chance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sure: could be chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers of %2 people or conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, as sure as %2 independent ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 points remain among answers alike in %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Goes through %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>palette::CommandPalette</name>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find an action, a service, a trace, a text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&gt; actions    @ services    # traces and texts    ? help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter opens    Ctrl+Enter copies its link    Esc closes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not available now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not available: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first %1 of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type at least %1 characters of an id or of a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no link to this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions of the menus, and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Services, by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traces by an id, answers and questions by a text in them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sign</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>palette::PaletteModel</name>
    <message>
        <source>not available now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not available: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview</name>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean badness</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share beyond what was usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answers judged since it took effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2, n = %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no alarm was open for %1, so nothing here can recover; %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. Still failing: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, has to stay below %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not yet enough data. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still bad. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing was measured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not recovered within %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known to have recovered within %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::ActionLog</name>
    <message>
        <source>What was done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up to this moment no lever was armed and no step was taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go Live</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::ApprovalBox</name>
    <message>
        <source>Approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plan that waits for approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who asks for approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What would change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was said of the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that would be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason; needed to decline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason for what you say</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approve the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline the plan, for the reason given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your plan waits for the approval of another person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 asks for your approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, for the step “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked at %1; it lapses at %2, in %3 min. Plan %4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source> %n more wait behind it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The plan is too long to be told here: approve it with plumbline lever approve.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is told of the plan does not fit its hash: it is not to be approved here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another plan is shown now: the one before does not wait any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You approved it at %1. It can be fired until %2; decline it to take that back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You declined it at %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::HoldButton</name>
    <message>
        <source>Hold to fire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the mouse button, Enter or Space for half a second; a short press does nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Armed. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not armed: it does nothing now. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held, %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not armed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::Introduction</name>
    <message>
        <source>Introduction</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::LadderView</name>
    <message>
        <source>Effect ladder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not tested for an undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not tested: nothing was moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tested once it is in effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tested yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> at %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::LeverBoard</name>
    <message>
        <source>Levers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lever has been read yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Levers as they were read last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runbook to read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the control plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads one lever, and says what is wrong if the control plane cannot be reached; nothing is moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runbook: what the open alarm proposes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::LeverController</name>
    <message>
        <source>Another step was chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step was left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else has changed the lever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disarmed. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A command is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lever has not been read yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lever is being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The state shown is stale.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else has changed it since: an undo would overwrite that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to put back yet: what was sent may yet land.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was put back may yet land: it is read back, and not sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same write is open: it was sent, and may yet land. Read it again, or set it aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was fired already; see what became of it above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do: there is no entry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do: it is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do: it stands at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arm first. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to confirm: keep it pressed until it is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> What serves, %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is back, n = %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; by what cannot be told, the value was served before, too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the undo was chosen instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo chosen. Read what it does, then arm and hold as before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a new step was chosen instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new step, no undo: it overwrites what stands there now. Type the target, then arm and hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of it was read later, at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was so then. By now the control plane shows %1: somebody else has changed it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an empty value</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::LeverFacts</name>
    <message>
        <source>%1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 left alone: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, each written to: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>takes %1 away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the safe direction: caps and approvals do not hold it up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One other person has to approve plan %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 other people have to approve plan %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most %1 an hour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most %1 answers of the last 15 min.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run: it would be accepted (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run: it would be refused (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dry run: not known what would be said to it (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reaches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E&amp;xact Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headers and body as they will be sent, secrets masked (Alt+X)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request that will be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set back: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none, it stands at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, environment unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The runbook calls this step dangerous.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile does not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By setting %1 again, as another step: this overwrites what somebody else has set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the undo. The step itself can be carried out again after it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has written down how.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What stands in the exact request in base64, in words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being counted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the last 15 min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in the 15 min before the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answers of %1 were recorded %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers of %2 %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written only if nobody has changed it since it was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked just before writing; a change in the same moment could be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing keeps it from overwriting somebody else&apos;s change.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::LeverPanel</name>
    <message>
        <source>Ask for Approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Break the Glass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set Aside…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confirm in Effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this write does not count any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set It Aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the write aside for good, with this reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep It Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not set the write aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of it stays unknown, and it may still land. The step can be fired again after this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set It Back as a New Step…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the target to allow arming</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what puts the prior state back; then arm and hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type %1 to allow arming.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The typed target was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The lever has not been read yet; it is asked for since %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale, last read %1 ago: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stale: the lever was last read %1 ago. Arming waits for a fresh reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way. Waiting for the control plane&apos;s answer; it is not sent again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Armed, %1 s left. Keep “%2” pressed for half a second, with the mouse or Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not armed: arming waits for the target. Type %1 above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The safe direction: keep “%1” pressed for half a second, with the mouse or Enter. No arming.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not armed. Nothing happens until you arm and hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guard rails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Broken glass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason for breaking the glass</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason; it is recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lifts caps and approvals for this step. Who did it and why is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approval of others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever has this recording open in a window of their own sees the plan, and may approve or decline it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked at %1. Who has this recording open sees the plan until %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another person can approve it in a window on this recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The glass was put back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The glass was broken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Glass broken: %1. Caps and approvals do not hold this step up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breaking the glass lifts caps, approvals and what the runbook requires, for a reason that is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put It Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fired through broken glass: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the lever now; nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the write for one that does not count any more, for a reason that is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads the lever and what serves once more, and settles the step by that; nothing is written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what sets the prior state over what stands there now; then type the target, arm and hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fire</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::OpenWriteReader</name>
    <message>
        <source>it holds an empty value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it stands at “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no longer asked by itself; Read Again asks once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is asked again in %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The control plane shows it. Whether it is served is asked now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The control plane shows it, and nothing that serves says otherwise. New answers are awaited.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The control plane shows it, but what serves does not, asked at %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no longer read by itself; Read Again asks once more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is read again in %1 s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The write may yet land.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read back %1, last at %2: %3. The write may yet land.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::PastText</name>
    <message>
        <source>ships with Plumbline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git, never committed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git %1 with changes that are not committed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>git %1; whether all of it is committed is not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Aborted at %1 by %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not begun at this moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begun at %1 by %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>○ Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2 times)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 at %3 by %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undone from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fired at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> at %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What became of it is not known.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::ProbePanel</name>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What asking takes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop asking; what was answered is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many were asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions of the probe set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen question, with both answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This session cannot ask anybody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The probe set is being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The endpoint cannot be asked: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No endpoint is known that could be asked: name one in PLUMBLINE_PROBE_ENDPOINT and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another step is being asked, and one is asked at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 question of %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 questions of %2 (%3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks %1 and, beside it, %2: %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> It has to be better, and right in %1 % of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> It may not be worse by %1 %, and has to be right in %2 % of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> It has to be right in %1 % of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes %1.%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Sent to %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask all of it once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask until it is shown or refuted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of at most %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::ProbeTable</name>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neither</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>candidate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>current</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 of %3 right so far: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: not asked yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2), %3 of %4 right so far, the last one %5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (served by %1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question: %1
Expected: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::ProofView</name>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidate %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Current %1: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Asked for: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares of right answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 right, %3 to %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Candidate %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Current %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So far: %1; not yet enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So far: not yet enough.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proven. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not good enough. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undecided. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No verdict: the endpoint failed, which says nothing of the answers. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: no verdict.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::ReasonBox</name>
    <message>
        <source>Why the run is aborted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abort the Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abort the run for good, with this reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not abort the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is moved back by this: what was fired stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why, then press %1 again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::RunOffer</name>
    <message>
        <source>Begun at %1 by %2, and neither finished nor aborted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It will be read back when the run is taken up, and not fired again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abort…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the unfinished run has done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take up the unfinished run again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abort the unfinished run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An unfinished run: %1, %2 of %3 steps settled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be taken up again: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::RunbookDock</name>
    <message>
        <source>Choosing a runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was put back to %1. The step is still to be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is missing from the timeline: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abort…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abort this run, with a reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this run and choose another runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was fired before the run was taken up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps and instructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A runbook could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another alarm proposes a runbook; leave this one to see it: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 steps done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 at %2 by %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs %1, which was not given when the run began: this step cannot be carried out here. Skip it and say why, or leave and start again with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step has no lever to arm: choose one that moves a lever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No lever to arm yet: start a runbook and choose a step of it that moves a lever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run has no step for it. Leave it, and what was asked for is ready to start: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next Lever: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next lever, %1; nothing is fired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The past can be looked at, not commanded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Plumbline writes this recording.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another Plumbline writes this recording: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its run is followed here, a second behind at most. Steps are settled and levers moved there, by one console at a time, so that no step is settled twice. To take the run over, close that one: the next live window offers to resume it, and so does &quot;plumbline runbook run&quot; with --record. Who takes it over is recorded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No control plane is connected: nothing can be moved from here. Start Plumbline with --profile and a profile&apos;s name or file, for example --profile etcd, to connect one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run was aborted. What was fired stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back by %1 before the run was taken up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fired by %1 before the run was taken up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the run was taken up again:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a newer version of this runbook (%1). The run keeps the version that it was begun with; leave it and start again to use the newer one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All steps are settled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::RunbookReader</name>
    <message>
        <source>Runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lever %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::RunbookStart</name>
    <message>
        <source>Choose a runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill the form in for the other alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runbooks of your own are Markdown files in %1, read again when one changes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another alarm proposes: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known; may stay empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What %1 rests on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Typed by hand when the service was %1; not known of %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 What was proposed on it is not started. Wait for telemetry, or choose the runbook yourself and fill in what you know.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still needed to start: %1. It is not known from the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for a runbook for %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no runbook.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No alarm has proposed a runbook yet. When one does, its runbook stands here, with what is known of the alarm filled in. You can also choose one now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can also choose one now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No runbook was found for %1 so far; it may be that none fits. If one is found, it stands here. You can also choose one now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::StepControls</name>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you saw, or why it is skipped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note on this step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step was done once more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step failed: it is not as it should be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why it is skipped, then press Skip again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what was otherwise than expected, then press Failed again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the note first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Noted in the timeline.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>runbookview::StepList</name>
    <message>
        <source>Undone: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings::KeyTree</name>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fixed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings::ShortcutEditor</name>
    <message>
        <source>Search what is done, where, or by which key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows, Page Up and Down, Home, End, Enter, Space and Tab work in every list and field as they do everywhere, and Esc leaves and closes. Firing a lever always takes Enter, held.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change Key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then press the new key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key does nothing there any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The default key again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All default keys again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press a Key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the new key of “%1”. Esc leaves it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 Press another one; Esc leaves it as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sources::MappingView</name>
    <message>
        <source>from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 by %2 · %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 span or log record read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 spans and log records read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 model call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 model calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 log record of a model call</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 log records of model calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no instance told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Believed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not believed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields and what filled them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the telemetry cannot tell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attributes nobody knows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is missing that the console would use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No attribute that nobody knows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts: two attributes of one record disagree</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sources::MetricsView</name>
    <message>
        <source>What %1 told.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of all services, whichever way they came; without what was pulled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of %1, whichever way they came; without what was pulled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No metric of it up to this moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the newest values of the recording are looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a source to see its metrics.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sources::SetupPanel</name>
    <message>
        <source>Connect a service: set this where it runs, and start it anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the service sends with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings for the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;token&gt;: what the console&apos;s token file holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;ca.pem&gt;: a file with the certificate of who signed the console&apos;s, or with the console&apos;s own; not needed where the service trusts it already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console listens on all addresses of this machine; where the service does not know its name, write one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>? Waiting for the first span …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>? Waiting for the first span of another service than %1, which send already …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenTelemetry, over HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenTelemetry, over gRPC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenTelemetry Collector, over HTTP</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenTelemetry Collector, over gRPC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python: OpenTelemetry SDK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JavaScript, TypeScript: OpenTelemetry SDK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Java: OpenTelemetry agent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go: OpenTelemetry SDK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C#, .NET: Microsoft.Extensions.AI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenLLMetry (Traceloop)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenInference (Python)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LangSmith SDK, LangChain (Python)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Langfuse SDK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vercel AI SDK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spring AI</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claude Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LiteLLM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it had no token, or a wrong one (401). What the console&apos;s token file holds belongs into the header authorization, after &quot;Bearer &quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it went to a path that takes no telemetry (404). Where the client adds the path itself the address is %1; where it wants the whole address, as in OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, it is %1/v1/traces.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was gRPC, and OTLP/HTTP is received there. Set the protocol to http/protobuf.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was gRPC, and OTLP/HTTP is received there. Send it to %1, or set the protocol to http/protobuf.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was TLS, and plain text is received there. Write http:// for https://, or give the console a certificate: File &gt; Receiving….</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was plain text, and TLS is received there. Write https:// for http://.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the client does not trust the console&apos;s certificate. Give it the certificate of who signed the console&apos;s, and send to a name that stands in that one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its content type was not that of OTLP (415). Set the protocol to http/protobuf or http/json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it called a gRPC service that takes no telemetry. The protocol has to be OTLP.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was larger than is taken, or not whole. Let the client send smaller batches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a page in a browser sent it (403). That is taken with a token only: File &gt; Receiving….</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too much came at once. Clients send it again by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answers captured. Switched on by: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No prompts captured. Switched on by: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No service.version. Switched on by: OTEL_RESOURCE_ATTRIBUTES=service.version=1.2.3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conversation id. Set gen_ai.conversation.id or session.id on the spans.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No prompt version. Set gen_ai.prompt.version on the spans.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ Something came to %1 %2 and was sent away: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● First span of %1 arrived %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>● First telemetry of %1 arrived %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ Its clock is %1 of this machine&apos;s: its times are shown as it tells them. Let both set their clocks by the network (NTP).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>sources::SourcesPage</name>
    <message>
        <source>What Was Understood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to show of the source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How each source is coming in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asks the chosen source once, and says what is wrong if it cannot be reached; it only reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test the chosen source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect a Service…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a source to see what was understood of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a sender below this endpoint to see what was understood of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it was read yet that a mapping could be told of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Metrics (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has come in yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each service that sends will stand here: how it is coming in, what was understood of it, and what its telemetry cannot tell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sources could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What went wrong stands above. They are read again as soon as the time moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No source was known at this time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was received, read from files or pulled up to the cursor will stand here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✕ Something came and could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>spreadview::SpreadGraph</name>
    <message>
        <source>Where the statement went, by service and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>linked by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more near it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>◆ the answer   ● word for word   ○ lightly edited   ■ document or tool</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>larger: more of them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>┄ by the text alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>spreadview::SpreadPage</name>
    <message>
        <source>Places that hold the statement, in order of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Its Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the quarantine list as CSV or JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for what the answer says…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for the text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 and %2 more sentences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 pipeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 pipelines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>users not told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 user</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 users</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 place before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 places before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is looked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where a wrong statement went is shown here: choose a suspect and %1. Of a text select the part that matters and ask %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow Its Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where Did This Go?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the Suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every input, tool argument, document and answer of the recording is looked through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing could be looked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was everywhere from the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is asked for is in many of the oldest texts of the recording, as a template or a disclaimer is: it was not looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for It All the Same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of %1 texts %2 spans may hold it: they are being read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stands nowhere else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of the %1 texts known at this time holds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the Quarantine List</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 written to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Service and Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What places are put in groups by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups of places; choosing one lists its places</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>Alarm %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 is now %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timeline::JumpButton</name>
    <message>
        <source>Next alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next key moment or note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous key moment or note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no later alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no earlier alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no later action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no earlier action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no later moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no earlier moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no later mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no earlier mark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, proposed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>onset of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 raised</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timeline::ModeBadge</name>
    <message>
        <source>Press to go back to live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TIME FIXED %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOTHING SINCE %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live, but nothing is received since %1 UTC: what is shown is not how it stands now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cursor is held at now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cursor is held at now. No answer has come yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You look at the past: the time stands, telemetry goes on being recorded, and nothing can be commanded. %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playing the past: nothing can be commanded. %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording: nothing can be commanded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mode: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timeline::Overview</name>
    <message>
        <source>Overview of the recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 item dated outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 items dated outside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>looping from %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2, cursor at %3, %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is recorded yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet at the cursor. “As known now” shows what came later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1. View &gt; Show All Times reaches them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No data: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, severity %2, %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>timeline::TransportBar</name>
    <message>
        <source>fastest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much time the views show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As known then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As known now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Then: only what had been recorded by the cursor&apos;s time.
Now: also what came late, such as delayed evaluations.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: by all that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: what was chosen last, else what is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play a part over and over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 begins it at the cursor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ends it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast the recording is played.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: slower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fastest: goes on as soon as the views have caught up; every moment is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+1 answer since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+%1 answers since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>≈ %1×</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end of recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 UTC</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview</name>
    <message>
        <source>supported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>contradicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>truncated away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Says otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer says %1 · source says %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier turn of the session, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · given to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · dropped before this answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holds %1 of the claim&apos;s words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · opens that turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent, but cut by the server before the model read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent, but likely cut by the server before the model read it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By its tokens the server cut this; the answer has words of it all the same, so it was read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that this answer was given says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this answer was given is not known: nothing can be said of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It states nothing that could be held against a source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No passage of it is named.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>identifier that nothing given holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>number that nothing given holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name that nothing given holds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>words that little given supports</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what is given says otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>runs in a loop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stands in it more than once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>words without the order of a sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>letters of another script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>declines or evades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in another language than the question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speaks as somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cites what was not given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>is said in two ways</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not of the format that was asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not in the list of what exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cut off here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unsupported</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::AnnotationDelegate</name>
    <message>
        <source>beside the recording</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::ClaimsView</name>
    <message>
        <source>, or press %1 and %2, %3 for the worst</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a claim to see its evidence: click on it%1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claims of the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer, with its claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence of the chosen claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why This Sentence?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where its words come from, step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an answer to see what it says and what stands under it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer was not captured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in this answer states anything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… characters %1 to %2 of %3 are shown; going to a claim moves on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No text of this answer is in the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claim %1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2; marked in the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 claim rests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 claims rest</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::ContextBar</name>
    <message>
        <source>Context window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither tokens nor text are in the telemetry: what filled the window is unknown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Refused, since it did not fit into the window; neither tokens nor text are in the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 the text at token ≈ %2, %3 into the input: %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 claim rests on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 claims rest on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; in the middle, where models overlook most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A passage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 into the input: no claim rests on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2: sent, and dropped by the server, most likely this. %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 counted of which nobody tells what it was: a part of what was cut, or more than is estimated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside for the answer and not taken, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free, %1, not to scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 tokens, %3 full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens; the size of the window is unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 read of ≈ %2 sent, %3 likely dropped by the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused: %1 asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>refused: it did not fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 set aside for the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 from a cache</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context window  %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likely dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not told which</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a %1 claim rests on it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unused passage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free %1, not to scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::ContextView</name>
    <message>
        <source>Part of the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No generation is chosen: the context window belongs to one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropped Only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only messages that the turn before had and this one has not, or that the server most likely dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open This Turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the trace of the chosen turn (Enter in the chart)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages of the turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No turn of this session is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No session id: turns of this trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 turns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>more than were read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 call with other instructions is not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 calls with other instructions are not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 turn without text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 turns without text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages of turn %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was dropped before this turn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This turn has no messages.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::ConversationView</name>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More parts follow; they are not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 characters before this are not shown …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… %1 of %2 characters are shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::DiffHead</name>
    <message>
        <source>How to Pick Another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good run to compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tells how to compare with a run that is not in the list: by its link.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why the good run may be none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First diverging step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>picked by hand · trace %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole run: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many steps that they were paired by their names alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the first generations were read.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::DiffStepList</name>
    <message>
        <source>Steps of the suspect beside those of the good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n and p go to the next and the previous difference, Enter opens the step.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::DiffStepModel</name>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same but for natural variation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differs, without a seen effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>diverges here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differs as a consequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>missing in the suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only in the suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>repeated in the suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stands elsewhere in the good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, the first diverging step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, the step that is left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, as a consequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspect: %1. Good run: %2. %3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::DiffTable</name>
    <message>
        <source>Differs in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the chosen pair of steps differs in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>n and p go to the next and the previous step that differs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::DiffTexts</name>
    <message>
        <source>only in the good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only in the suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, beside what is most like it, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which text of the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text of the good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No text of this step is in the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too long or too different to be compared in full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… the first %1 characters of %2 bytes are shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tool call</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::DiffView</name>
    <message>
        <source>Part of the comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for a good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One with the same question, from before it went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A good run is being looked for; this is still the comparison before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen step is not in this comparison: the trace has got more since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The good run was looked for with the answer of step %1; step %2 is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the Chosen Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No good run was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How to Pick Another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Differences of %1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the good run&apos;s step %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Structure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another thing in substance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>differs, without a seen effect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cannot be told: not captured on one side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>natural variation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The questions are the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The questions are the same but for what they name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The questions are alike, not the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The questions differ: what follows from them is not held against it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was asked was not captured on one side.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::EvaluationList</name>
    <message>
        <source>Whole trace: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>judge not named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chance of being wrong %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>judged %1 bad</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recorded %1 later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>passed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not captured</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>judge unavailable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::EvidenceCard</name>
    <message>
        <source>Its text is not in the telemetry.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::EvidenceLines</name>
    <message>
        <source>Support of each claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as the claims of the answer, which keys go through</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::FillChart</name>
    <message>
        <source>Fill of the window over the session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server keeps %1 of an input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window of %1 tokens far above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>window %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::FindingLine</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the step where it is seen</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::FindingsBar</name>
    <message>
        <source>Fault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Doubt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings of the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong could not be found out: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Further findings, and what was not judged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::FlameView</name>
    <message>
        <source>unnamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>too short to be drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on top: critical path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below: failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 without a time are not shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2, level %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, without a time, not shown here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flame view of the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps within %2, each too short to be drawn here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; %1 of them failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>. Zoom in to see them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>service %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>begins at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the critical path: the end waited for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>found by the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside its parent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::GraphView</name>
    <message>
        <source>%1 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 → %2 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps by cause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps that are folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fails %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>because of %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::NotesView</name>
    <message>
        <source>Take Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes and bookmarks of the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The note is no longer listed here; the timeline keeps what was written (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note on what is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks what is chosen, to be found again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was written just now, so that views of that time do not show it: it is listed once you are live again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 The note is still in its line.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be written here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No notes on this trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes and bookmarks on a step, a claim or a moment stand here, and in the incident&apos;s timeline.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::PlaybackBar</name>
    <message>
        <source>Even Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the playback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each moment takes as long as the next, however long it took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moment of the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ends the playback: the whole trace is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the playback is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back one moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On one moment</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: first token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ends</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 fails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No step has a known time: nothing can be played.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All is shown · %1 moments in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 · moment %3 of %4</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::ReaskForm</name>
    <message>
        <source>C&amp;urrent model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pinned model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fa&amp;llback model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers of each model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;nswers of each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask an&amp;yway, with what there is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the requests that are under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelling, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under way for another answer, %1: %2. One question is asked at a time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be asked here: this is a recording, and what is looked at there commands nothing. Open a live session, or use: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The endpoint cannot be asked: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No OpenAI-compatible endpoint is configured: PLUMBLINE_REASK_ENDPOINT names one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an answer to ask its question again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console looks at the past: nothing is sent from there. Go live to ask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same input goes to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input as it was sent goes to %1. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It would not be the same input: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send 1 Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send %1 Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::ReaskPanel</name>
    <message>
        <source>%1%2, %3, trace %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>an unnamed service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which re-ask is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The console looks at the past now, and nothing is sent from there: asking %1 again is being cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 again: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 answers came before and are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 again was cancelled, because the console looks at the past now. %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled; %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 again was cancelled; %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking %1 again has ended: %2 of %3 came.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came is not in the recording: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coming now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, asked by %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::ReaskResults</name>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2 say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, %1 otherwise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not say: “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nor %1 more statements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answers by meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The chosen answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the suspect said, and how many samples say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not the same input: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In bold: what the largest group does not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, as the suspect: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The suspect said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>coming: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::StepDetails</name>
    <message>
        <source>model unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 asked for, served model unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (asked for %2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (implausible)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens in, %2 out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of them reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>history compacted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its span never came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is known of the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to show of the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duration unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 after it was recorded: implausible, its clock is ahead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answers a call of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluations %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attributes %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No step chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one in the waterfall.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::StepsTable</name>
    <message>
        <source>Steps of the trace</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::TimeAxis</name>
    <message>
        <source>unnamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duration unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::TracePage</name>
    <message>
        <source>Waterfall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The steps on a common time axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The steps as bars inside each other; for large traces</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claims</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the answer says, and what stands under each of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Graph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The steps by cause: what led to what, loops folded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The steps as a table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Context</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the context window filled over the session, and what was dropped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run beside a good one: where they diverge first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re-ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same question, asked again: how sure is the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No trace is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A trace shows one answer step by step: what was retrieved, which tools ran, what filled the context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to Its Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the time cursor to the end of this trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow Its Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where what the chosen answer says went, and where it came from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View of the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The question asked again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, come back here and %2: then it is what this run is held against.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the link of the good trace there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open it while this view is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Got It</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 steps so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 without a known parent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>circles cut: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 failure swallowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failures swallowed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 inferred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the whole trace: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link names a view that is not known here: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No further step failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No step failed before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No further step was tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No further loop begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past the last one: from the beginning again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past the first one: from the end again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trace %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No span of this trace was known at the cursor. It came later, or was never sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No step is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The context window is shown for generations; this step is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The context window is shown for generations; the chosen step is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This trace has more than %1 answers or %2 other steps: search, graph and findings know the first of them only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first step that diverges from the good run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The trace has no such step, as far as it was known at the cursor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer has no such stretch, as far as it was known at the cursor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::TraceSearchBar</name>
    <message>
        <source>%1 in answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in arguments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in tool results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked for in names, messages, passages, arguments and results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 step: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 steps: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; there are more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>searching…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next place</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::WaterfallView</name>
    <message>
        <source>unnamed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (parent unknown)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (parents in a circle)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>duration unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its span never came</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · outside its parent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2, level %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, has not begun yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waterfall of the trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>traceview::WhyView</name>
    <message>
        <source> · holds %1 of the claim</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never had support</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support was lost on the way to the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support was likely lost on the way to the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support was lost here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why this sentence?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Following its words through the trace …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… %1 places between are not listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hop %1 of %2: %3</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>trainingview::MomentList</name>
    <message>
        <source>Moments of the drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>■ You: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>trainingview::TrainingPanel</name>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you are told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is asked of you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start the Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal traffic comes first: it is there already. What is wrong comes, or has come, by itself. Nothing is kept of a drill that is not started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the services do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is simulated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;End the Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it went</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it was</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What spoke for it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Moment by moment (a click goes there)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try A&amp;gain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drill is over. How it went is being worked out …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint: &amp;Where to Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint: What to &amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hint: Which &amp;Lever</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No Hint Left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hints taken: %1. Each stands in your scorecard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All three hints are taken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first sign: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage</name>
    <message>
        <source>somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, by %2 at %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (in the telemetry)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict: %1 — %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::ClusterDelegate</name>
    <message>
        <source>1 answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alike</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of all · up to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> · %1 judged</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::FilterInput</name>
    <message>
        <source>What can stand here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::FindingDetails</name>
    <message>
        <source>Answers of one person or conversation tend to fail together, so many of them tell little more than one. The points, their interval and the two shares in the list count each conversation for as much as it tells; the distribution counts every answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The difference once more, but only among answers that are alike in that other property. The fewer points remain, the more of this difference comes from the other one; none: the other one explains all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among answers alike in that, hardly anything of this difference is left, and it came after this: it is the way by which this does harm, or both are effects of a third.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only These</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrows the list to the suspects with this property</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take as Hypothesis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use in Lever</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::PairedBars</name>
    <message>
        <source>Suspects beside the rest, by the values of the attribute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of the suspects, %3 of the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not told</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::QueueHead</name>
    <message>
        <source>Group Similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter: words, or model:codegen* tenant=acme prob&gt;0.6 verdict:none since:10m</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest suspicion shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts answers that resemble each other together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the suspects of all services again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the answers of all models and versions again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole visible range again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all suspects again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the groups</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::SharedPanel</name>
    <message>
        <source>Which answers are held against the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the suspects share, the surest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be read: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as of %1 · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · as of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out
%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 answers in it beside %2 others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 suspect beside %2 judged answers that are no suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 suspects beside %2 judged answers that are no suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>those in it of %1 people or conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1 people or conversations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 values and ranges compared, which the intervals allow for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 not judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 other suspects left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the latest %1 of %2 answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected ones are not read yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected ones are not among them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected ones are not in this range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answers in this range: there is nothing to compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads what is known of each answer …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is surer than chance in what has been read so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What differs most in it could be chance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too few to compare: %1 held against the rest. From %2 on what differs most is listed; to be sure takes more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is hardly anything to compare them with: %1 judged answers that are no suspects.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::SuspectDelegate</name>
    <message>
        <source>model unknown</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::SuspectPane</name>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it was given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model was given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to show beside the output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What speaks for it and against it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was recorded of it speaks for it or against it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % suspicious · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>model unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluations (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The generation is not known at the cursor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts were taken out by Plumbline&apos;s redaction; a marker names the rule.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::SuspectSide</name>
    <message>
        <source>What to show beside the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What They Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The one that is chosen in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What sets the suspects apart from the rest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Trace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow Its Spread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S: where what it says went, and where it came from</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::SuspectsPage</name>
    <message>
        <source>Suspects, worst first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups of similar suspects, largest first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %1 – %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The suspects could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What went wrong stands above. They are read again as soon as the time moves or another service is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers that may be wrong are listed as soon as they are found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for what raised the alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answers that it counted are listed as soon as they are found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No suspect fits the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear it, or look for something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No suspects in this range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No suspects of %1 in this range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No answer that the validators could check has a suspicion of %1 or more; a lower limit may show some. What they could not check stays unknown; Health says how much that is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The suspects of the alarm are still being looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No suspect is listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last suspect of the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the first suspect of the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the Groups: %1 answers by now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show %1 new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the List: %1 new, %2 no longer in the range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recalibrated from 1 verdict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recalibrated from %1 verdicts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The filter reads content: the %1 least suspicious were not looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No suspect here has an attribute “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Is “%1” meant?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is no field. Is “%2” meant?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 groups of the %2 worst of %3 suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 groups of %2 suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the %1 worst of %2 suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 suspect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 suspects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only what raised %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The alarm is not known at the cursor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only %1 alike</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>triage::VerdictBar</name>
    <message>
        <source>Take Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recorded verdict stays in the timeline, and that it was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note on the verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>two people must agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, twice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 with a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records your verdict on all %1 answers; asks before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records your verdict on this answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take Back %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> on all %1 answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 or the button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 again records the verdict “%2”%3; Esc does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 adds a note.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter records the verdict “%1”%2 with this note; Esc does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it is %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>welcome::WelcomePage</name>
    <message>
        <source>&amp;Show this at start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome to Plumbline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For when an AI service is wrong rather than down. Three ways to begin:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the &amp;Drill</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Practise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fleet of its own goes wrong in a window of its own, levers included. The fault comes after one to two minutes; ten are enough to find and end it. Nothing leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent recordings and bundles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another &amp;File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording, or a bundle that a colleague made, opens in a window of its own, where nothing can be moved. It takes seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Missing: it is not there any more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>whatif::WhatIfAxis</name>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alarms of the settings in use and of each variant, on one time axis</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 of %3, %4%5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, false: nothing was wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, the first of what was wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong answers of all services</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong answers of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in the whole recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in %1 none was judged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2 false</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>whatif::WhatIfEditors</name>
    <message>
        <source>KEY=VALUE; KEY=VALUE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>False alarms a week that are put up with, over all signals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of the usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest rise worth an alarm, as a share of what is usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings as KEY=VALUE, several with ; between them. plumbline whatif --keys lists all keys, and what they take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;False alarms a week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;mallest rise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Detector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>False alarms: as many as are put up with, over all signals; fewer are later alarms. Smallest rise: of the share of wrong answers, as a part of what it usually is. Others: KEY=VALUE with ; between them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>whatif::WhatIfPanel</name>
    <message>
        <source>%1  %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no alarm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Let go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes away the variants that are kept beside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much of the recording is told again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Told</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wrong answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Here will stand, on one time axis, the alarms of the settings in use and of those in the fields; below it when each would have told of what was wrong, how many wrong answers that would have saved, and how many false alarms it would have cost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each variant would have saved and cost</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was wrong could not be read. What if reads it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was wrong is being read. What if can be asked meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was wrong is being read; then this is told: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The detectors are being told again: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 The fields say something else: What if takes that instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been told yet: What if tells what is in the fields.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is shown is not what the fields say: What if tells that, and then it can be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings in use are shown alone: change a field and press What if.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The fields say the settings in use, which need not be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It cannot be saved: which settings were in use is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves this variant in the picture beside the next ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No variant is shown yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves what the fields say, once it has been told and is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves what is in use with %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which settings were in use is not known: what is saved with the others alone would set them back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The detectors are told again what they were told, with other settings. Nothing is written and nothing is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (recorded)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the detectors were told then is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false alarms, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false alarms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where no incident is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended earlier, %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that is asked about was wrong then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ticket, %1, %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
