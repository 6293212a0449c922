<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>Plumbline, version unknown</source>
        <translation>Plumbline, Version unbekannt</translation>
    </message>
    <message>
        <source>nowhere</source>
        <translation>nirgends</translation>
    </message>
    <message>
        <source>Plumbline is free software under the GNU General Public License, version 3 or later, without any warranty. It is made with:</source>
        <translation>Plumbline ist freie Software unter der GNU General Public License, Version 3 oder neuer, ohne jede Gewährleistung. Es ist gemacht mit:</translation>
    </message>
    <message>
        <source>Their whole texts, and those of what they need: %1</source>
        <translation>Ihre ganzen Texte, und die von allem, was sie brauchen: %1</translation>
    </message>
    <message>
        <source>They are those of this system: their whole texts are where it keeps such texts (/usr/share/doc).</source>
        <translation>Es sind die dieses Systems: Ihre ganzen Texte liegen, wo es solche Texte aufbewahrt (/usr/share/doc).</translation>
    </message>
    <message>
        <source>Recordings of live windows: %1</source>
        <translation>Aufzeichnungen von Live-Fenstern: %1</translation>
    </message>
    <message>
        <source>Settings: %1</source>
        <translation>Einstellungen: %1</translation>
    </message>
    <message>
        <source>Crash reports: %1</source>
        <translation>Absturzberichte: %1</translation>
    </message>
    <message>
        <source>All of it stays on this machine.</source>
        <translation>Alles davon bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>About Plumbline</source>
        <translation>Über Plumbline</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>Copy for a &amp;Bug Report</source>
        <translation>Für einen &amp;Fehlerbericht kopieren</translation>
    </message>
    <message>
        <source>Version, system and language: no path, no name and no secret</source>
        <translation>Version, System und Sprache: kein Pfad, kein Name und kein Geheimnis</translation>
    </message>
</context>
<context>
    <name>AlarmTurns</name>
    <message>
        <source>Over: %1</source>
        <translation>Vorbei: %1</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarm: %1</translation>
    </message>
</context>
<context>
    <name>BudgetTiles</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>eingehalten</translation>
    </message>
    <message>
        <source>burning</source>
        <translation>wird verbraucht</translation>
    </message>
    <message>
        <source>budget gone</source>
        <translation>Budget verbraucht</translation>
    </message>
    <message>
        <source>Budget left</source>
        <translation>Budget übrig</translation>
    </message>
    <message>
        <source>no result in %1</source>
        <translation>kein Ergebnis in %1</translation>
    </message>
    <message>
        <source>of %1, results for %2</source>
        <translation>von %1, Ergebnisse für %2</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Durchgefallen</translation>
    </message>
    <message>
        <source>no result</source>
        <translation>kein Ergebnis</translation>
    </message>
    <message>
        <source>n %1, %2 may</source>
        <translation>n %1, %2 dürfen</translation>
    </message>
    <message>
        <source>Burn rate over %1</source>
        <translation>Verbrauchsrate über %1</translation>
    </message>
    <message>
        <source>no result in it</source>
        <translation>kein Ergebnis darin</translation>
    </message>
    <message>
        <source>%1 (%2–%3)</source>
        <translation>%1 (%2–%3)</translation>
    </message>
    <message>
        <source>ticket from %1; over %2: %3</source>
        <translation>Ticket ab %1; über %2: %3</translation>
    </message>
    <message>
        <source>; results for %1 of it</source>
        <translation>; Ergebnisse für %1 davon</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Reicht</translation>
    </message>
    <message>
        <source>gone</source>
        <translation>verbraucht</translation>
    </message>
    <message>
        <source>more has failed than may</source>
        <translation>mehr ist durchgefallen als darf</translation>
    </message>
    <message>
        <source>too few results of late</source>
        <translation>zuletzt zu wenige Ergebnisse</translation>
    </message>
    <message>
        <source>with 95 %</source>
        <translation>mit 95 %</translation>
    </message>
    <message>
        <source>may be gone in %1</source>
        <translation>kann in %1 verbraucht sein</translation>
    </message>
    <message>
        <source>nothing failed over %1, n %2</source>
        <translation>über %1 fiel nichts durch, n %2</translation>
    </message>
    <message>
        <source>for good at this pace</source>
        <translation>bei diesem Tempo auf Dauer</translation>
    </message>
    <message>
        <source>%1 at this pace</source>
        <translation>%1 bei diesem Tempo</translation>
    </message>
    <message>
        <source>95 %: %1 to %2</source>
        <translation>95 %: %1 bis %2</translation>
    </message>
    <message>
        <source>for good</source>
        <translation>auf Dauer</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 are to pass, over %4</source>
        <translation>%1 · %2 von %3 sollen bestehen, über %4</translation>
    </message>
    <message>
        <source>No objective for this service</source>
        <translation>Kein Ziel für diesen Dienst</translation>
    </message>
</context>
<context>
    <name>BundleExporter</name>
    <message>
        <source>Bundle, redacted: rules applied, persons numbered (*.plumbundle)</source>
        <translation>Bündel, geschwärzt: Regeln angewandt, Personen nummeriert (*.plumbundle)</translation>
    </message>
    <message>
        <source>Bundle, all texts as they were recorded (*.plumbundle)</source>
        <translation>Bündel, alle Texte wie aufgezeichnet (*.plumbundle)</translation>
    </message>
    <message>
        <source>Make a Bundle of the Incident</source>
        <translation>Bündel des Vorfalls erstellen</translation>
    </message>
    <message>
        <source>%1 is being made: this can take minutes.</source>
        <translation>%1 wird erstellt: das kann Minuten dauern.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The bundle is being cancelled…</source>
        <translation>Das Bündel wird abgebrochen…</translation>
    </message>
    <message>
        <source>The bundle was cancelled: %1 was not made.</source>
        <translation>Das Bündel wurde abgebrochen: %1 wurde nicht erstellt.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>redacted (users and tenants stay in its telemetry, unless a rule takes them out)</source>
        <translation>geschwärzt (Nutzer und Mandanten bleiben in der Telemetrie, sofern keine Regel sie entfernt)</translation>
    </message>
    <message>
        <source>all texts as they were recorded</source>
        <translation>alle Texte wie aufgezeichnet</translation>
    </message>
    <message>
        <source>%1 is made and signed, %2.</source>
        <translation>%1 ist erstellt und signiert, %2.</translation>
    </message>
    <message>
        <source>%1 is made, %2. It is not signed: &quot;plumbline bundle keygen&quot; makes a key.</source>
        <translation>%1 ist erstellt, %2. Es ist nicht signiert: „plumbline bundle keygen“ erzeugt einen Schlüssel.</translation>
    </message>
    <message>
        <source>The bundle could not be made: %1 Nothing of it was kept; mend that, and make it again.</source>
        <translation>Das Bündel konnte nicht erstellt werden: %1 Nichts davon wurde behalten; beheben Sie das und erstellen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>BundleOpener</name>
    <message>
        <source>%1 is being verified…</source>
        <translation>%1 wird geprüft…</translation>
    </message>
    <message>
        <source>The bundle is not opened: %1</source>
        <translation>Das Bündel wird nicht geöffnet: %1</translation>
    </message>
    <message>
        <source>Open Bundle</source>
        <translation>Bündel öffnen</translation>
    </message>
    <message>
        <source>Bundles (*.plumbundle)</source>
        <translation>Bündel (*.plumbundle)</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>No window could be opened for the bundle. Start plumbline with the file&apos;s name, which says why.</source>
        <translation>Für das Bündel konnte kein Fenster geöffnet werden. Starten Sie plumbline mit dem Namen der Datei: das sagt, warum.</translation>
    </message>
</context>
<context>
    <name>ChartPlan</name>
    <message>
        <source>No observation in view of: %1.</source>
        <translation>Keine Beobachtung im Blick von: %1.</translation>
    </message>
    <message>
        <source>%1: failed share</source>
        <translation>%1: Fehleranteil</translation>
    </message>
    <message>
        <source>Answers by service</source>
        <translation>Antworten nach Dienst</translation>
    </message>
    <message>
        <source>Answers that failed</source>
        <translation>Durchgefallene Antworten</translation>
    </message>
    <message>
        <source>How bad they are, over time</source>
        <translation>Wie schlecht sie sind, über die Zeit</translation>
    </message>
    <message>
        <source>%1: badness</source>
        <translation>%1: Fehlergrad</translation>
    </message>
    <message>
        <source>%1 by version</source>
        <translation>%1 nach Version</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>Answers by model</source>
        <translation>Antworten nach Modell</translation>
    </message>
    <message>
        <source>Share of each model</source>
        <translation>Anteil jedes Modells</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Speed and size</source>
        <translation>Tempo und Größe</translation>
    </message>
    <message>
        <source>Time an answer takes</source>
        <translation>Dauer einer Antwort</translation>
    </message>
    <message>
        <source>Tokens an answer</source>
        <translation>Token einer Antwort</translation>
    </message>
    <message>
        <source>Context window in use</source>
        <translation>Belegung des Kontextfensters</translation>
    </message>
    <message>
        <source>Judges</source>
        <translation>Bewerter</translation>
    </message>
    <message>
        <source>Judges (in the charts the first %1 of %2)</source>
        <translation>Bewerter (in den Diagrammen die ersten %1 von %2)</translation>
    </message>
    <message>
        <source>No result from the judge</source>
        <translation>Kein Ergebnis vom Bewerter</translation>
    </message>
    <message>
        <source>Time until the result</source>
        <translation>Zeit bis zum Ergebnis</translation>
    </message>
    <message>
        <source>Answers judged</source>
        <translation>Bewertete Antworten</translation>
    </message>
    <message>
        <source>Agreement with our checks</source>
        <translation>Übereinstimmung mit unseren Prüfungen</translation>
    </message>
    <message>
        <source>Agreement with people&apos;s verdicts</source>
        <translation>Übereinstimmung mit den Urteilen von Menschen</translation>
    </message>
    <message>
        <source>Agreement with the golden set</source>
        <translation>Übereinstimmung mit dem Goldsatz</translation>
    </message>
    <message>
        <source>The judge&apos;s own input cut off</source>
        <translation>Eigene Eingabe des Bewerters abgeschnitten</translation>
    </message>
    <message>
        <source>Objectives</source>
        <translation>Ziele</translation>
    </message>
    <message>
        <source>Burn rate</source>
        <translation>Verbrauchsrate</translation>
    </message>
    <message>
        <source>Budget spent</source>
        <translation>Verbrauchtes Budget</translation>
    </message>
    <message>
        <source>results of a check</source>
        <translation>Ergebnisse einer Prüfung</translation>
    </message>
    <message>
        <source>results of a judge</source>
        <translation>Ergebnisse eines Bewerters</translation>
    </message>
    <message>
        <source>how long answers take</source>
        <translation>wie lange Antworten dauern</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>the size of the context window</source>
        <translation>die Größe des Kontextfensters</translation>
    </message>
    <message>
        <source>Not in the telemetry of this service in view: %1.</source>
        <translation>Nicht in der Telemetrie dieses Dienstes im Blick: %1.</translation>
    </message>
    <message>
        <source>Older answers are still being read.</source>
        <translation>Ältere Antworten werden noch gelesen.</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>mean badness</source>
        <translation>mittlerer Fehlergrad</translation>
    </message>
    <message>
        <source>No answer in view.</source>
        <translation>Keine Antwort im Blick.</translation>
    </message>
    <message>
        <source>half below</source>
        <translation>Hälfte darunter</translation>
    </message>
    <message>
        <source>nine in ten below</source>
        <translation>neun von zehn darunter</translation>
    </message>
    <message>
        <source>No result of this check in view.</source>
        <translation>Kein Ergebnis dieser Prüfung im Blick.</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>No observation of this version in view.</source>
        <translation>Keine Beobachtung dieser Version im Blick.</translation>
    </message>
    <message>
        <source>calls at a time</source>
        <translation>Aufrufe zugleich</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>95 % within</source>
        <translation>95 % binnen</translation>
    </message>
    <message>
        <source>in</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>out</source>
        <translation>aus</translation>
    </message>
    <message>
        <source>No result of this check in the windows of the objective.</source>
        <translation>Kein Ergebnis dieser Prüfung in den Fenstern des Ziels.</translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>über %1</translation>
    </message>
    <message>
        <source>ticket from %1 over %2</source>
        <translation>Ticket ab %1 über %2</translation>
    </message>
    <message>
        <source>spent</source>
        <translation>verbraucht</translation>
    </message>
    <message>
        <source>nothing left</source>
        <translation>nichts übrig</translation>
    </message>
    <message>
        <source>No observation of this check in view.</source>
        <translation>Keine Beobachtung dieser Prüfung im Blick.</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>back to %1</source>
        <translation>zurück auf %1</translation>
    </message>
    <message>
        <source>more of %1</source>
        <translation>mehr von %1</translation>
    </message>
    <message>
        <source>%1 back to %2</source>
        <translation>%1 zurück auf %2</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 auf %2</translation>
    </message>
    <message>
        <source>%1, moved elsewhere</source>
        <translation>%1, anderswo bewegt</translation>
    </message>
    <message>
        <source>outcome not known yet</source>
        <translation>Ausgang noch nicht bekannt</translation>
    </message>
    <message>
        <source>Nothing in view.</source>
        <translation>Nichts im Blick.</translation>
    </message>
    <message>
        <source>judge not named</source>
        <translation>Bewerter nicht genannt</translation>
    </message>
</context>
<context>
    <name>ConnectionTester</name>
    <message>
        <source>✕ %1 is not listened on here.</source>
        <translation>✕ %1 wird hier nicht abgehört.</translation>
    </message>
    <message>
        <source>%1 is no endpoint and no source that is known here by its name: there is nothing to test. A source in a file is tested by plumbline sources test --source FILE.</source>
        <translation>%1 ist kein Endpunkt und keine hier bekannte Quelle: es gibt nichts zu testen. Eine Quelle in einer Datei testet plumbline sources test --source FILE.</translation>
    </message>
    <message>
        <source>A test is under way already.</source>
        <translation>Ein Test läuft bereits.</translation>
    </message>
    <message>
        <source>%1 is being tested…</source>
        <translation>%1 wird getestet…</translation>
    </message>
    <message>
        <source>● %1: %2</source>
        <translation>● %1: %2</translation>
    </message>
    <message>
        <source>◆ %1: %2</source>
        <translation>◆ %1: %2</translation>
    </message>
    <message>
        <source>✕ %1: %2</source>
        <translation>✕ %1: %2</translation>
    </message>
    <message>
        <source>No control plane is connected. Start plumbline with --profile, which names one.</source>
        <translation>Keine Steuerungsebene ist verbunden. Starten Sie plumbline mit --profile, das eine nennt.</translation>
    </message>
</context>
<context>
    <name>ContextWords</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>%1 of %2 passages not given</source>
        <translation>%1 von %2 Passagen nicht gegeben</translation>
    </message>
    <message>
        <source>Passages exchanged</source>
        <translation>Passagen ausgetauscht</translation>
    </message>
    <message>
        <source>1 message shortened</source>
        <translation>1 Nachricht gekürzt</translation>
    </message>
    <message>
        <source>Result of %1 shortened</source>
        <translation>Ergebnis von %1 gekürzt</translation>
    </message>
    <message>
        <source>Input dropped</source>
        <translation>Eingabe weggefallen</translation>
    </message>
    <message>
        <source>Earlier turns dropped</source>
        <translation>Frühere Runden weggefallen</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>Passagen</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Not captured</source>
        <translation>Nicht erfasst</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Denkschritte</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>from the middle</source>
        <translation>aus der Mitte</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>no history given</source>
        <translation>kein Verlauf gegeben</translation>
    </message>
    <message>
        <source>replaced by a summary</source>
        <translation>durch eine Zusammenfassung ersetzt</translation>
    </message>
    <message>
        <source>left out, as a note says</source>
        <translation>ausgelassen, wie ein Vermerk sagt</translation>
    </message>
    <message>
        <source>for those of this turn</source>
        <translation>für die dieser Runde</translation>
    </message>
    <message>
        <source>only the beginning given</source>
        <translation>nur der Anfang gegeben</translation>
    </message>
    <message>
        <source>retrieved only</source>
        <translation>nur abgerufen</translation>
    </message>
    <message>
        <source>by the server, silently</source>
        <translation>vom Server, stillschweigend</translation>
    </message>
    <message>
        <source>did not fit the window</source>
        <translation>passte nicht ins Fenster</translation>
    </message>
    <message>
        <source>%1 too many</source>
        <translation>%1 zu viel</translation>
    </message>
    <message>
        <source>tokens unknown</source>
        <translation>Tokenzahl unbekannt</translation>
    </message>
    <message>
        <source>an answer needed it</source>
        <translation>eine Antwort brauchte es</translation>
    </message>
    <message>
        <source>The front of the conversation before is not in this input: what comes later has taken its place, as in a sliding window.</source>
        <translation>Der Anfang des bisherigen Gesprächs ist nicht in dieser Eingabe: Späteres steht an seiner Stelle, wie bei einem gleitenden Fenster.</translation>
    </message>
    <message>
        <source>What stood between messages that are still there is not in this input.</source>
        <translation>Was zwischen noch vorhandenen Nachrichten stand, ist nicht in dieser Eingabe.</translation>
    </message>
    <message>
        <source>The end of the conversation before is not in this input: a turn was taken back or asked again.</source>
        <translation>Das Ende des bisherigen Gesprächs ist nicht in dieser Eingabe: eine Runde wurde zurückgenommen oder neu gefragt.</translation>
    </message>
    <message>
        <source>Nothing of what was said in the turn before is in this input.</source>
        <translation>Nichts aus der vorigen Runde ist in dieser Eingabe.</translation>
    </message>
    <message>
        <source>A summary stands for it: details that it leaves out are lost to the model.</source>
        <translation>Eine Zusammenfassung steht dafür: Details, die sie auslässt, sind für das Modell verloren.</translation>
    </message>
    <message>
        <source>The input itself says that earlier turns were left out.</source>
        <translation>Die Eingabe sagt selbst, dass frühere Runden ausgelassen wurden.</translation>
    </message>
    <message>
        <source>Each turn has passages of its own; those of the turn before made room.</source>
        <translation>Jede Runde hat eigene Passagen; die der vorigen machten Platz.</translation>
    </message>
    <message>
        <source>Only the beginning of it is in this input.</source>
        <translation>Nur der Anfang davon ist in dieser Eingabe.</translation>
    </message>
    <message>
        <source>Retrieved and not in the input: %1.</source>
        <translation>Abgerufen und nicht in der Eingabe: %1.</translation>
    </message>
    <message>
        <source>Fewer tokens were counted than the text needs: %1. Which text it was is not told; servers that do so drop the oldest.</source>
        <translation>Es wurden weniger Token gezählt, als der Text braucht: %1. Welcher Text es war, wird nicht gesagt; solche Server lassen das Älteste weg.</translation>
    </message>
    <message>
        <source>Here the oldest has words that the answer has nearly as they stand: it was read, so that what was dropped is something else, or nothing.</source>
        <translation>Hier hat das Älteste Worte, die fast so in der Antwort stehen: es wurde gelesen, also fiel etwas anderes weg, oder nichts.</translation>
    </message>
    <message>
        <source>The request did not fit into the window and was refused: no model read it.</source>
        <translation>Die Anfrage passte nicht ins Fenster und wurde abgelehnt: kein Modell hat sie gelesen.</translation>
    </message>
    <message>
        <source>≈ by the kinds of characters: too few answers of this model tell how it counts</source>
        <translation>≈ nach der Art der Zeichen: zu wenige Antworten dieses Modells zeigen, wie es zählt</translation>
    </message>
    <message>
        <source>≈ at %1 characters a token, as in %2 of this model</source>
        <translation>≈ mit %1 Zeichen je Token, wie in %2 dieses Modells</translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation>1 Antwort</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 Antworten</translation>
    </message>
    <message>
        <source>Size of the window unknown</source>
        <translation>Größe des Fensters unbekannt</translation>
    </message>
    <message>
        <source>Window %1, as other calls of the model tell</source>
        <translation>Fenster %1, wie andere Aufrufe des Modells sagen</translation>
    </message>
    <message>
        <source>Window %1, as a refusal tells</source>
        <translation>Fenster %1, wie eine Ablehnung sagt</translation>
    </message>
    <message>
        <source>Window %1, as the call tells</source>
        <translation>Fenster %1, wie der Aufruf sagt</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugekommen</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Weggefallen</translation>
    </message>
    <message>
        <source>Developer</source>
        <translation>Entwickler</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistent</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>Passage</translation>
    </message>
    <message>
        <source>No role</source>
        <translation>Keine Rolle</translation>
    </message>
    <message>
        <source>Its text was cut on the way here by a limit of the telemetry, not by the service: what came and went is not known.</source>
        <translation>Der Text wurde unterwegs durch eine Grenze der Telemetrie gekürzt, nicht vom Dienst: was kam und ging, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Its text was redacted: what came and went is not known.</source>
        <translation>Der Text wurde geschwärzt: was kam und ging, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Its text is sealed: what came and went is not known.</source>
        <translation>Der Text ist versiegelt: was kam und ging, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Its text was not captured: what came and went is not known.</source>
        <translation>Der Text wurde nicht erfasst: was kam und ging, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Turn %1 of %2</source>
        <translation>Runde %1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>added %1</source>
        <translation>%1 hinzugefügt</translation>
    </message>
</context>
<context>
    <name>CrashWindow</name>
    <message>
        <source>Crash Report</source>
        <translation>Absturzbericht</translation>
    </message>
    <message>
        <source>Crash report</source>
        <translation>Absturzbericht</translation>
    </message>
    <message>
        <source>It is on this machine alone: %1. Nothing of what the recording says is in it. To have it looked at, copy it and pass it on yourself.</source>
        <translation>Er liegt nur auf diesem Rechner: %1. Nichts vom Inhalt der Aufzeichnung steht darin. Um ihn ansehen zu lassen, kopieren Sie ihn und geben Sie ihn selbst weiter.</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
</context>
<context>
    <name>DesktopNotifier</name>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>No desktop took it: Plumbline beeped, as it would on an alarm.</source>
        <translation>Kein Desktop nahm es an: Plumbline piepste, wie bei einem Alarm.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>This is how a new alarm sounds. Nothing is wrong.</source>
        <translation>So klingt ein neuer Alarm. Es ist nichts passiert.</translation>
    </message>
    <message>
        <source>The desktop took it, and says that it plays sounds.</source>
        <translation>Der Desktop nahm es an und sagt, dass er Töne spielt.</translation>
    </message>
    <message>
        <source>The desktop took it, but does not say that it plays sounds: it may have been shown without one.</source>
        <translation>Der Desktop nahm es an, sagt aber nicht, dass er Töne spielt: vielleicht wurde es ohne Ton gezeigt.</translation>
    </message>
</context>
<context>
    <name>DockWidener</name>
    <message>
        <source>Narrow</source>
        <translation>Schmal</translation>
    </message>
    <message>
        <source>Widen</source>
        <translation>Breit</translation>
    </message>
    <message>
        <source>%1 the pane %2</source>
        <translation>%1: den Bereich %2</translation>
    </message>
    <message>
        <source>Give the pages their room back</source>
        <translation>Den Seiten ihren Platz zurückgeben</translation>
    </message>
    <message>
        <source>Give this most of the window</source>
        <translation>Diesem das meiste des Fensters geben</translation>
    </message>
</context>
<context>
    <name>EffectWords</name>
    <message>
        <source>%1 is back, n = %2</source>
        <translation>%1 ist zurück, n = %2</translation>
    </message>
    <message>
        <source>; by what cannot be told, the value was served before, too</source>
        <translation>; wodurch, lässt sich nicht sagen: der Wert wurde auch vorher ausgeliefert</translation>
    </message>
</context>
<context>
    <name>ExtrasTexts</name>
    <message>
        <source>all as usual</source>
        <translation>alle wie üblich</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>%1 geändert</translation>
    </message>
    <message>
        <source>Layout %1: it cannot be read.</source>
        <translation>Layout %1: nicht lesbar.</translation>
    </message>
    <message>
        <source>There would be more than %1 layouts: delete some first.</source>
        <translation>Es gäbe mehr als %1 Layouts: löschen Sie zuerst einige.</translation>
    </message>
    <message>
        <source>Shortcuts: %1 → %2</source>
        <translation>Tastenkürzel: %1 → %2</translation>
    </message>
    <message>
        <source>%1 (new)</source>
        <translation>%1 (neu)</translation>
    </message>
    <message>
        <source>%1 (replaced)</source>
        <translation>%1 (ersetzt)</translation>
    </message>
    <message>
        <source>Layouts: %1</source>
        <translation>Layouts: %1</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>%1 file</source>
        <translation>%1-Datei</translation>
    </message>
</context>
<context>
    <name>FleetMatrix</name>
    <message>
        <source>no check yet</source>
        <translation>noch keine Prüfung</translation>
    </message>
    <message>
        <source>%1 unknown, %2 well</source>
        <translation>%1 unbekannt, %2 gut</translation>
    </message>
    <message>
        <source>%1 well</source>
        <translation>%1 gut</translation>
    </message>
    <message>
        <source>and 1 further check with an alarm: </source>
        <translation>und 1 weitere Prüfung mit Alarm: </translation>
    </message>
    <message>
        <source>and %1 further checks with an alarm: </source>
        <translation>und %1 weitere Prüfungen mit Alarm: </translation>
    </message>
    <message>
        <source>and 1 further check that is degraded: </source>
        <translation>und 1 weitere Prüfung, die beeinträchtigt ist: </translation>
    </message>
    <message>
        <source>and %1 further checks that are degraded: </source>
        <translation>und %1 weitere Prüfungen, die beeinträchtigt sind: </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>&lt; 0.1 %</source>
        <translation>&lt; 0.1 %</translation>
    </message>
</context>
<context>
    <name>GuideHost</name>
    <message>
        <source>User Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>Guide: %1</source>
        <translation>Handbuch: %1</translation>
    </message>
    <message>
        <source>a page of the guide</source>
        <translation>eine Seite des Handbuchs</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Well: enough answers judged, and the share that fails is not shown to be above 10 %, or above what is usual</source>
        <translation>Gut: genug Antworten bewertet, und der Fehleranteil liegt nicht nachweislich über 10 % oder über dem Üblichen</translation>
    </message>
    <message>
        <source>An alarm is raised: more fail than before, beyond chance. Its severity shows, too: 1 with a !, 2 plain, 3 cut through, 4 small</source>
        <translation>Ein Alarm steht an: mehr fallen durch als zuvor, über den Zufall hinaus. Auch der Schweregrad ist zu sehen: 1 mit !, 2 schlicht, 3 durchgeschnitten, 4 klein</translation>
    </message>
    <message>
        <source>The alarm is acknowledged: somebody is at it</source>
        <translation>Der Alarm ist quittiert: jemand kümmert sich darum</translation>
    </message>
    <message>
        <source>Degraded: more fail than those 10 % or what is usual; no alarm is open</source>
        <translation>Beeinträchtigt: mehr als jene 10 % oder das Übliche fallen durch; kein Alarm ist offen</translation>
    </message>
    <message>
        <source>Stale: the newest result is older than it should be</source>
        <translation>Veraltet: das neueste Ergebnis ist älter, als es sein sollte</translation>
    </message>
    <message>
        <source>No data: nothing was judged</source>
        <translation>Keine Daten: nichts wurde bewertet</translation>
    </message>
    <message>
        <source>Not captured: the texts are not in the telemetry</source>
        <translation>Nicht erfasst: die Texte sind nicht in der Telemetrie</translation>
    </message>
    <message>
        <source>Inconclusive: too few answers to tell</source>
        <translation>Nicht eindeutig: zu wenige Antworten</translation>
    </message>
    <message>
        <source>The judge did not answer</source>
        <translation>Der Bewerter hat nicht geantwortet</translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation>Tasten suchen</translation>
    </message>
    <message>
        <source>The keys of a page or a part of it come before those of the window. Arrows, Page Up and Down, Home, End, Enter, Space and Tab work in every list and field as they do everywhere; Esc empties a search, leaves and closes.
Help › Change Shortcuts… gives other keys.</source>
        <translation>Die Tasten einer Seite oder eines Teils davon gehen denen des Fensters vor. Pfeile, Bild auf und ab, Pos1, Ende, Eingabe, Leertaste und Tab wirken in jeder Liste und jedem Feld wie überall; Esc leert eine Suche, verlässt und schließt.
Hilfe › Tastenkürzel ändern… legt andere Tasten fest.</translation>
    </message>
    <message>
        <source>Heads are the checks, shortened where there is little room; J: a judge&apos;s check of the name of another one. n: how many answers a figure rests on. A share stands with its 95 % interval. Mean badness: the mean of the scores, 1 is worst.

A live window writes into the timeline which pages are opened with which filters, and what was on the screen at each decision; Incident › Record Which Views Are Opened switches the first off.</source>
        <translation>Köpfe sind die Prüfungen, gekürzt, wo wenig Platz ist; J: die gleichnamige Prüfung eines Bewerters. n: auf wie vielen Antworten eine Zahl beruht. Ein Anteil steht mit seinem 95-%-Intervall. Mittlerer Fehlergrad: das Mittel der Wertungen, 1 ist am schlechtesten.

Ein Live-Fenster schreibt in den Verlauf, welche Seiten mit welchen Filtern geöffnet werden und was bei jeder Entscheidung auf dem Schirm war; Vorfall › Aufzeichnen, welche Ansichten geöffnet werden schaltet das Erste ab.</translation>
    </message>
    <message>
        <source>Keys and Signs</source>
        <translation>Tasten und Zeichen</translation>
    </message>
</context>
<context>
    <name>IncidentBar</name>
    <message>
        <source>%1 shelved until %2 UTC</source>
        <translation>%1 bis %2 UTC zurückgestellt</translation>
    </message>
    <message>
        <source>%1 suppressed</source>
        <translation>%1 unterdrückt</translation>
    </message>
</context>
<context>
    <name>JudgeTiles</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 answers failed</source>
        <translation>%1 Antworten durchgefallen</translation>
    </message>
    <message>
        <source>%1 say neither good nor bad</source>
        <translation>%1 sagen weder gut noch schlecht</translation>
    </message>
    <message>
        <source>since %1 only</source>
        <translation>erst seit %1</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>No result from the judge</source>
        <translation>Kein Ergebnis vom Bewerter</translation>
    </message>
    <message>
        <source>Time until the result</source>
        <translation>Zeit bis zum Ergebnis</translation>
    </message>
    <message>
        <source>times are not told</source>
        <translation>Zeiten sind nicht angegeben</translation>
    </message>
    <message>
        <source>95 % within %1</source>
        <translation>95 % binnen %1</translation>
    </message>
    <message>
        <source>Answers judged</source>
        <translation>Bewertete Antworten</translation>
    </message>
    <message>
        <source>results are still on their way</source>
        <translation>Ergebnisse sind noch unterwegs</translation>
    </message>
    <message>
        <source>n %1</source>
        <translation>n %1</translation>
    </message>
    <message>
        <source>, κ %1 (%2 to %3)</source>
        <translation>, κ %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>, both always say the same</source>
        <translation>, beide sagen stets dasselbe</translation>
    </message>
    <message>
        <source>; %1</source>
        <translation>; %1</translation>
    </message>
    <message>
        <source>no golden set is given: golden.yaml</source>
        <translation>kein Goldsatz gegeben: golden.yaml</translation>
    </message>
    <message>
        <source>none of %1 was judged</source>
        <translation>keine von %1 wurde bewertet</translation>
    </message>
    <message>
        <source>1 golden answer</source>
        <translation>1 Goldantwort</translation>
    </message>
    <message>
        <source>%1 golden answers</source>
        <translation>%1 Goldantworten</translation>
    </message>
    <message>
        <source>Agrees with the golden set</source>
        <translation>Stimmt mit dem Goldsatz überein</translation>
    </message>
    <message>
        <source>of which people know whether they are wrong</source>
        <translation>von denen Menschen wissen, ob sie falsch sind</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>, %1</translation>
    </message>
    <message>
        <source>Its own input cut off</source>
        <translation>Eigene Eingabe abgeschnitten</translation>
    </message>
    <message>
        <source>its calls are not in the telemetry</source>
        <translation>seine Aufrufe sind nicht in der Telemetrie</translation>
    </message>
    <message>
        <source>its calls do not show it</source>
        <translation>seine Aufrufe zeigen es nicht</translation>
    </message>
    <message>
        <source>%1 calls of all judges</source>
        <translation>%1 Aufrufe aller Bewerter</translation>
    </message>
    <message>
        <source>%1 calls</source>
        <translation>%1 Aufrufe</translation>
    </message>
    <message>
        <source>, its output in %1</source>
        <translation>, seine Ausgabe bei %1</translation>
    </message>
    <message>
        <source>Models of all judges</source>
        <translation>Modelle aller Bewerter</translation>
    </message>
    <message>
        <source>Its model</source>
        <translation>Sein Modell</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>1 Aufruf</translation>
    </message>
    <message>
        <source>the judge is not named</source>
        <translation>der Bewerter ist nicht genannt</translation>
    </message>
    <message>
        <source>Agrees with our checks</source>
        <translation>Stimmt mit unseren Prüfungen überein</translation>
    </message>
    <message>
        <source>failed there: by any check</source>
        <translation>dort durchgefallen: bei irgendeiner Prüfung</translation>
    </message>
    <message>
        <source>no answer that both judged</source>
        <translation>keine Antwort, die beide bewerteten</translation>
    </message>
    <message>
        <source>Agrees with people</source>
        <translation>Stimmt mit Menschen überein</translation>
    </message>
    <message>
        <source>of what they looked at, suspects mostly</source>
        <translation>unter dem, was sie ansahen, meist Verdachtsfälle</translation>
    </message>
    <message>
        <source>no verdict on its answers</source>
        <translation>keine Urteile zu seinen Antworten</translation>
    </message>
</context>
<context>
    <name>LanguageTexts</name>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Sp&amp;rache</translation>
    </message>
    <message>
        <source>From the next window on</source>
        <translation>Ab dem nächsten Fenster</translation>
    </message>
</context>
<context>
    <name>LayoutDialog</name>
    <message>
        <source>&amp;Save as Shown</source>
        <translation>Wie gezeigt &amp;speichern</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Layouts</source>
        <translation>Layouts</translation>
    </message>
    <message>
        <source>Layouts that are saved</source>
        <translation>Gespeicherte Layouts</translation>
    </message>
    <message>
        <source>Name of the layout</source>
        <translation>Name des Layouts</translation>
    </message>
</context>
<context>
    <name>LayoutMenu</name>
    <message>
        <source>&amp;Layouts</source>
        <translation>&amp;Layouts</translation>
    </message>
    <message>
        <source>&amp;Save and Manage…</source>
        <translation>&amp;Speichern und verwalten…</translation>
    </message>
    <message>
        <source>Reset to &amp;Default</source>
        <translation>Auf Standard &amp;zurücksetzen</translation>
    </message>
    <message>
        <source>A layout needs a name.</source>
        <translation>Ein Layout braucht einen Namen.</translation>
    </message>
    <message>
        <source>There are %1 layouts, which is the most: delete one first.</source>
        <translation>Es gibt %1 Layouts, mehr geht nicht: löschen Sie zuerst eines.</translation>
    </message>
    <message>
        <source>There is no layout of this name.</source>
        <translation>Es gibt kein Layout dieses Namens.</translation>
    </message>
    <message>
        <source>Another layout has this name.</source>
        <translation>Ein anderes Layout heißt so.</translation>
    </message>
    <message>
        <source>This layout cannot be read. Delete it, and save it anew as the window is now.</source>
        <translation>Dieses Layout ist nicht lesbar. Löschen Sie es und speichern Sie es neu, wie das Fenster jetzt ist.</translation>
    </message>
    <message>
        <source>%1 The layouts are as they are here until the program ends.</source>
        <translation>%1 Die Layouts gelten hier so, bis das Programm endet.</translation>
    </message>
</context>
<context>
    <name>LeverPort</name>
    <message>
        <source>No roles are set: everybody may move everything.</source>
        <translation>Keine Rollen sind gesetzt: jeder darf alles bewegen.</translation>
    </message>
    <message>
        <source>%1 acts as %2.</source>
        <translation>%1 handelt als %2.</translation>
    </message>
    <message>
        <source>an undo was sent</source>
        <translation>eine Rücknahme wurde gesendet</translation>
    </message>
    <message>
        <source>the lever was fired</source>
        <translation>der Hebel wurde ausgelöst</translation>
    </message>
</context>
<context>
    <name>LookTexts</name>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>High Contrast L&amp;ight</source>
        <translation>H&amp;oher Kontrast, hell</translation>
    </message>
    <message>
        <source>High Contrast D&amp;ark</source>
        <translation>Hoher &amp;Kontrast, dunkel</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>&amp;Density</source>
        <translation>&amp;Dichte</translation>
    </message>
    <message>
        <source>&amp;Compact</source>
        <translation>&amp;Kompakt</translation>
    </message>
    <message>
        <source>C&amp;omfortable</source>
        <translation>K&amp;omfortabel</translation>
    </message>
    <message>
        <source>Te&amp;xt Size</source>
        <translation>Schrift&amp;größe</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>&amp;Less Motion</source>
        <translation>&amp;Weniger Bewegung</translation>
    </message>
    <message>
        <source>No text cursor blinks, and what fills does it in steps</source>
        <translation>Kein Textcursor blinkt, und was sich füllt, tut es in Stufen</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>%1 – Plumbline</source>
        <translation>%1 – Plumbline</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation>Verdachtsfälle</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Vorfall</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Ausbreitung</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Suspects %1</source>
        <translation>Verdachtsfälle %1</translation>
    </message>
    <message>
        <source>A command is on its way. Close again to leave without its answer; what became of it is then read no further.</source>
        <translation>Ein Befehl ist unterwegs. Noch einmal schließen, um ohne die Antwort zu gehen; was daraus wurde, wird dann nicht mehr gelesen.</translation>
    </message>
    <message>
        <source>Opens the causes of %1 at “%2”</source>
        <translation>Öffnet die Ursachen von %1 bei „%2“</translation>
    </message>
    <message>
        <source>Notes it in the incident&apos;s timeline as a hypothesis</source>
        <translation>Vermerkt es im Verlauf des Vorfalls als Vermutung</translation>
    </message>
    <message>
        <source>Opens the runbook at the lever %1, with this as its parameter. Nothing is sent.</source>
        <translation>Öffnet das Runbook beim Hebel %1, mit diesem als Parameter. Nichts wird gesendet.</translation>
    </message>
    <message>
        <source>No runbook is proposed: %1 Choose one yourself, or wait for telemetry.</source>
        <translation>Kein Runbook wird vorgeschlagen: %1 Wählen Sie selbst eines, oder warten Sie auf Telemetrie.</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>No alarm%1 that this runbook is for is open. It can be carried out, but that something recovered will not be shown: nothing had failed.</source>
        <translation>Kein Alarm%1, für den dieses Runbook ist, ist offen. Es kann ausgeführt werden, doch eine Erholung wird nicht gezeigt: es war nichts ausgefallen.</translation>
    </message>
    <message>
        <source>Took %1 off the shelf</source>
        <translation>%1 zurückgeholt</translation>
    </message>
    <message>
        <source>Shelved %1 for %2 min: %3</source>
        <translation>%1 für %2 min zurückgestellt: %3</translation>
    </message>
    <message>
        <source>%1 is open</source>
        <translation>%1 ist offen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The alarm %1 is not known any more: open an incident by hand.</source>
        <translation>Der Alarm %1 ist nicht mehr bekannt: öffnen Sie einen Vorfall von Hand.</translation>
    </message>
    <message>
        <source>&amp;Open Incident…</source>
        <translation>Vorfall ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open Incident by &amp;Hand…</source>
        <translation>Vorfall von &amp;Hand öffnen…</translation>
    </message>
    <message>
        <source>Acknowledging a &amp;Grave Alarm Opens Its Incident</source>
        <translation>Quittieren eines &amp;schweren Alarms öffnet dessen Vorfall</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Open Recording…</source>
        <translation>Aufzeichnung ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open &amp;Bundle…</source>
        <translation>&amp;Bündel öffnen…</translation>
    </message>
    <message>
        <source>&amp;Receiving…</source>
        <translation>&amp;Empfang…</translation>
    </message>
    <message>
        <source>&amp;Export Trace…</source>
        <translation>&amp;Trace exportieren…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>%1 Pane</source>
        <translation>Bereich %1</translation>
    </message>
    <message>
        <source>Show &amp;All Times</source>
        <translation>&amp;Alle Zeiten zeigen</translation>
    </message>
    <message>
        <source>Lets the time bar reach over what a broken clock dates far outside</source>
        <translation>Lässt die Zeitleiste auch über das reichen, was eine falsche Uhr weit außerhalb datiert</translation>
    </message>
    <message>
        <source>&amp;Fit the Time Bar</source>
        <translation>Zeitleiste ein&amp;passen</translation>
    </message>
    <message>
        <source>&amp;Copy Link to What Is Shown</source>
        <translation>Link auf das Gezeigte &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Open Copied Link</source>
        <translation>Kopierten Link öff&amp;nen</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Zeit</translation>
    </message>
    <message>
        <source>&amp;Incident</source>
        <translation>&amp;Vorfall</translation>
    </message>
    <message>
        <source>Add &amp;Note</source>
        <translation>&amp;Notiz hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Two People Confirm a Verdict</source>
        <translation>&amp;Zwei Personen bestätigen ein Urteil</translation>
    </message>
    <message>
        <source>&amp;Unshelve Alarms</source>
        <translation>Zurückstellen a&amp;ufheben</translation>
    </message>
    <message>
        <source>Let Suppressed Alarms &amp;Call Again</source>
        <translation>Unterdrückte Alarme wieder &amp;rufen lassen</translation>
    </message>
    <message>
        <source>Record Which &amp;Views Are Opened</source>
        <translation>Aufzeichnen, welche &amp;Ansichten geöffnet werden</translation>
    </message>
    <message>
        <source>Pages with their filters, into the timeline; what was on the screen at a decision always is</source>
        <translation>Seiten mit ihren Filtern, in den Verlauf; was bei einer Entscheidung auf dem Schirm war, immer</translation>
    </message>
    <message>
        <source>Shared Roo&amp;m…</source>
        <translation>Gemeinsamer Rau&amp;m…</translation>
    </message>
    <message>
        <source>T&amp;est the Control Plane</source>
        <translation>Steuerungsebene t&amp;esten</translation>
    </message>
    <message>
        <source>&amp;Read-Only: Move No Lever</source>
        <translation>Nur &amp;lesen: keinen Hebel bewegen</translation>
    </message>
    <message>
        <source>&amp;Arm the Lever</source>
        <translation>He&amp;bel scharf stellen</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Some keys of the settings are the default ones: %1</source>
        <translation>Einige Tasten der Einstellungen sind die vorgegebenen: %1</translation>
    </message>
    <message>
        <source>&amp;Keys and Signs</source>
        <translation>&amp;Tasten und Zeichen</translation>
    </message>
    <message>
        <source>&amp;Change Shortcuts…</source>
        <translation>Tasten&amp;kürzel ändern…</translation>
    </message>
    <message>
        <source>&amp;Welcome</source>
        <translation>&amp;Willkommen</translation>
    </message>
    <message>
        <source>&amp;Desktop Notification of a New Alarm</source>
        <translation>&amp;Desktop-Meldung bei neuem Alarm</translation>
    </message>
    <message>
        <source>&amp;Sound on a New Alarm</source>
        <translation>&amp;Ton bei neuem Alarm</translation>
    </message>
    <message>
        <source>&amp;Quiet</source>
        <translation>Ruheze&amp;it</translation>
    </message>
    <message>
        <source>File &gt; Receiving… sets another address or tries again.</source>
        <translation>Datei &gt; Empfang… setzt eine andere Adresse oder versucht es erneut.</translation>
    </message>
    <message>
        <source>Receiving…</source>
        <translation>Empfang…</translation>
    </message>
    <message>
        <source>Open Recording</source>
        <translation>Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Recordings (*.plumb)</source>
        <translation>Aufzeichnungen (*.plumb)</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>✕ no room</source>
        <translation>✕ kein Raum</translation>
    </message>
    <message>
        <source>Back to &amp;Live</source>
        <translation>Zurück zu &amp;Live</translation>
    </message>
    <message>
        <source>&amp;Play or Pause</source>
        <translation>&amp;Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>&amp;Schneller</translation>
    </message>
    <message>
        <source>&amp;Slower</source>
        <translation>Langsa&amp;mer</translation>
    </message>
    <message>
        <source>Step &amp;Back</source>
        <translation>Schritt &amp;zurück</translation>
    </message>
    <message>
        <source>Step F&amp;orward</source>
        <translation>Schritt &amp;vor</translation>
    </message>
    <message>
        <source>All That Is Shown Back</source>
        <translation>Um alles Gezeigte zurück</translation>
    </message>
    <message>
        <source>All That Is Shown Forward</source>
        <translation>Um alles Gezeigte vor</translation>
    </message>
    <message>
        <source>As &amp;Known Now</source>
        <translation>Wie &amp;jetzt bekannt</translation>
    </message>
    <message>
        <source>Previous &amp;Alarm</source>
        <translation>Voriger Ala&amp;rm</translation>
    </message>
    <message>
        <source>&amp;Next Alarm</source>
        <translation>&amp;Nächster Alarm</translation>
    </message>
    <message>
        <source>Previous A&amp;ction</source>
        <translation>V&amp;orige Aktion</translation>
    </message>
    <message>
        <source>Next Ac&amp;tion</source>
        <translation>Nä&amp;chste Aktion</translation>
    </message>
    <message>
        <source>Previous Key &amp;Moment or Note</source>
        <translation>Vor&amp;iger Schlüsselmoment oder Notiz</translation>
    </message>
    <message>
        <source>Next Key Moment or Not&amp;e</source>
        <translation>Nächst&amp;er Schlüsselmoment oder Notiz</translation>
    </message>
    <message>
        <source>Loo&amp;p</source>
        <translation>Schlei&amp;fe</translation>
    </message>
    <message>
        <source>Loop from &amp;Here</source>
        <translation>Schleife a&amp;b hier</translation>
    </message>
    <message>
        <source>Loop &amp;up to Here</source>
        <translation>Schleife bis &amp;hier</translation>
    </message>
    <message>
        <source>This recording reaches from %1 to %2: the moment that was to be shown, %3, is not in it.</source>
        <translation>Diese Aufzeichnung reicht von %1 bis %2: der Moment, der gezeigt werden sollte, %3, ist nicht darin.</translation>
    </message>
    <message>
        <source>The filter that was to be shown cannot be read here: all suspects are listed. %1</source>
        <translation>Der Filter, der gezeigt werden sollte, ist hier nicht lesbar: alle Verdachtsfälle sind gelistet. %1</translation>
    </message>
    <message>
        <source>%1 was acknowledged</source>
        <translation>%1 wurde quittiert</translation>
    </message>
    <message>
        <source>The link is into another recording (%1; this is %2). Open that one with File &gt; Open Recording…, then the link once more.</source>
        <translation>Der Link führt in eine andere Aufzeichnung (%1; dies ist %2). Öffnen Sie jene mit Datei &gt; Aufzeichnung öffnen…, dann den Link noch einmal.</translation>
    </message>
    <message>
        <source>Parts of the link are not known to this console and were left out: %1.</source>
        <translation>Teile des Links kennt diese Konsole nicht; sie wurden ausgelassen: %1.</translation>
    </message>
    <message>
        <source>Link copied</source>
        <translation>Link kopiert</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>E&amp;instellungen…</translation>
    </message>
    <message>
        <source>User &amp;Guide</source>
        <translation>Hand&amp;buch</translation>
    </message>
    <message>
        <source>Read-only: nothing can be moved. Levers are read, and runbooks can be, above. To move levers, switch Incident › Read-Only off and restart Plumbline, without --read-only.</source>
        <translation>Nur lesen: nichts kann bewegt werden. Hebel werden gelesen, und Runbooks können gelesen werden, oben. Um Hebel zu bewegen, schalten Sie Vorfall › Nur lesen aus und starten Sie Plumbline neu, ohne --read-only.</translation>
    </message>
    <message>
        <source>The file of roles cannot be read, so who may move what is not known, and nobody moves anything from here: %1. Mend it, or name another with --roles, and restart Plumbline.</source>
        <translation>Die Datei der Rollen ist nicht lesbar, also ist nicht bekannt, wer was bewegen darf, und niemand bewegt von hier aus etwas: %1. Bessern Sie sie aus oder nennen Sie mit --roles eine andere, und starten Sie Plumbline neu.</translation>
    </message>
    <message>
        <source>&amp;About Plumbline</source>
        <translation>Über &amp;Plumbline</translation>
    </message>
</context>
<context>
    <name>Objectives</name>
    <message>
        <source>The objectives cannot be read: %1</source>
        <translation>Die Ziele sind nicht lesbar: %1</translation>
    </message>
    <message>
        <source>An objective says what share of its answers is to pass a check, and over how long; how fast that budget is spent then stands here. &quot;plumbline objectives suggest FILE&quot; writes some from a recording&apos;s healthy past: put what it says into a file NAME.yaml in %1, and open the window again.</source>
        <translation>Ein Ziel sagt, welcher Anteil der Antworten eine Prüfung bestehen soll, und über welche Zeit; wie schnell dieses Budget verbraucht wird, steht dann hier. „plumbline objectives suggest FILE“ schreibt welche aus der gesunden Vergangenheit einer Aufzeichnung: legen Sie das Ergebnis in eine Datei NAME.yaml in %1, und öffnen Sie das Fenster erneut.</translation>
    </message>
</context>
<context>
    <name>PaletteEntries</name>
    <message>
        <source>there is nothing that it could be done to now</source>
        <translation>dafür gibt es gerade nichts</translation>
    </message>
    <message>
        <source>only in the present: Back to Live goes there</source>
        <translation>nur in der Gegenwart: Zurück zu Live führt dorthin</translation>
    </message>
    <message>
        <source>not in a recording, or there is nothing to do it to</source>
        <translation>nicht in einer Aufzeichnung, oder es gibt nichts dafür</translation>
    </message>
    <message>
        <source> · on</source>
        <translation> · an</translation>
    </message>
    <message>
        <source> · off</source>
        <translation> · aus</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>raised</source>
        <translation>ausgelöst</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>quittiert</translation>
    </message>
    <message>
        <source>latched</source>
        <translation>gehalten</translation>
    </message>
    <message>
        <source>shelved</source>
        <translation>zurückgestellt</translation>
    </message>
    <message>
        <source>over</source>
        <translation>vorbei</translation>
    </message>
    <message>
        <source>suppressed</source>
        <translation>unterdrückt</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Response</source>
        <translation>Reaktion</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>shows all keys</source>
        <translation>zeigt alle Tasten</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Searching the recording…</source>
        <translation>Die Aufzeichnung wird durchsucht…</translation>
    </message>
    <message>
        <source>The recording could not be searched: %1</source>
        <translation>Die Aufzeichnung konnte nicht durchsucht werden: %1</translation>
    </message>
    <message>
        <source>Nothing found in the recording, as known at %1 UTC.</source>
        <translation>Nichts in der Aufzeichnung gefunden, wie um %1 UTC bekannt.</translation>
    </message>
    <message>
        <source>The first %1 found in the recording, as known at %2 UTC; there are more.</source>
        <translation>Die ersten %1 in der Aufzeichnung gefundenen, wie um %2 UTC bekannt; es gibt mehr.</translation>
    </message>
    <message>
        <source>%1 found in the recording, as known at %2 UTC.</source>
        <translation>%1 in der Aufzeichnung gefunden, wie um %2 UTC bekannt.</translation>
    </message>
    <message>
        <source>Only the newest %1 answers were looked through.</source>
        <translation>Nur die neuesten %1 Antworten wurden durchgesehen.</translation>
    </message>
</context>
<context>
    <name>PaletteHost</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Find An&amp;ything…</source>
        <translation>Etwas su&amp;chen…</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Etwas suchen</translation>
    </message>
    <message>
        <source>Find anything: actions, services, runbooks, traces and texts of the recording</source>
        <translation>Etwas suchen: Aktionen, Dienste, Runbooks, Traces und Texte der Aufzeichnung</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>its health</source>
        <translation>sein Zustand</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Vorfall</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>%1, to read</source>
        <translation>%1, zum Lesen</translation>
    </message>
    <message>
        <source>%1, chosen by hand</source>
        <translation>%1, von Hand gewählt</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>written %1, in a window of its own</source>
        <translation>geschrieben %1, in einem eigenen Fenster</translation>
    </message>
    <message>
        <source>This runbook is not there any more: its file is gone, or is broken. %1: it says there what was not read.</source>
        <translation>Dieses Runbook gibt es nicht mehr: seine Datei ist weg oder kaputt. %1: dort steht, was nicht gelesen wurde.</translation>
    </message>
    <message>
        <source>Open Runbook</source>
        <translation>Runbook öffnen</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarm: %1</translation>
    </message>
    <message>
        <source>%1, severity %2, since %3 UTC</source>
        <translation>%1, Schweregrad %2, seit %3 UTC</translation>
    </message>
    <message>
        <source>; also %1</source>
        <translation>; auch %1</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> und %1 weitere</translation>
    </message>
</context>
<context>
    <name>QuietDialog</name>
    <message>
        <source>&amp;Quiet hours</source>
        <translation>&amp;Ruhezeiten</translation>
    </message>
    <message>
        <source>Quiet Hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Ruhe von</translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation>Ruhe bis</translation>
    </message>
    <message>
        <source>Begins on %1</source>
        <translation>Beginnt am %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>severity 1</source>
        <translation>Schweregrad 1</translation>
    </message>
    <message>
        <source>severity 1 and 2</source>
        <translation>Schweregrad 1 und 2</translation>
    </message>
    <message>
        <source>severity 1 to 3</source>
        <translation>Schweregrad 1 bis 3</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Which alarms are told all the same</source>
        <translation>Welche Alarme trotzdem gemeldet werden</translation>
    </message>
    <message>
        <source>It is about sound and notifications: the line at the top shows alarms as ever. What was kept back is told in one at the end. Times are of this machine (%1).</source>
        <translation>Es geht um Ton und Meldungen: die Zeile oben zeigt Alarme wie immer. Was zurückgehalten wurde, wird am Ende auf einmal gemeldet. Die Zeiten sind die dieses Rechners (%1).</translation>
    </message>
    <message>
        <source>&amp;Play the Alarm Sound</source>
        <translation>Alarmton ab&amp;spielen</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>&amp;Bis</translation>
    </message>
    <message>
        <source>Begins on</source>
        <translation>Beginnt am</translation>
    </message>
    <message>
        <source>T&amp;old all the same</source>
        <translation>&amp;Trotzdem gemeldet</translation>
    </message>
    <message>
        <source>Asking the desktop…</source>
        <translation>Der Desktop wird gefragt…</translation>
    </message>
    <message>
        <source>Quiet &amp;Hours…</source>
        <translation>&amp;Ruhezeiten…</translation>
    </message>
</context>
<context>
    <name>QuietKeeper</name>
    <message>
        <source>quiet until it is switched off</source>
        <translation>Ruhe bis zum Ausschalten</translation>
    </message>
    <message>
        <source>quiet until %1</source>
        <translation>Ruhe bis %1</translation>
    </message>
    <message>
        <source>No sound and no notification on the desktop; the line at the top shows alarms as ever. The time is that of this machine.</source>
        <translation>Kein Ton und keine Meldung auf dem Desktop; die Zeile oben zeigt Alarme wie immer. Die Zeit ist die dieses Rechners.</translation>
    </message>
    <message>
        <source>No alarm is told, whatever its severity.</source>
        <translation>Kein Alarm wird gemeldet, welchen Schweregrads auch immer.</translation>
    </message>
    <message>
        <source>Alarms of severity 1 are told all the same.</source>
        <translation>Alarme von Schweregrad 1 werden trotzdem gemeldet.</translation>
    </message>
    <message>
        <source>Alarms of severity 1 to %1 are told all the same.</source>
        <translation>Alarme von Schweregrad 1 bis %1 werden trotzdem gemeldet.</translation>
    </message>
    <message>
        <source>1 alarm is kept back so far.</source>
        <translation>1 Alarm ist bisher zurückgehalten.</translation>
    </message>
    <message>
        <source>%1 alarms are kept back so far.</source>
        <translation>%1 Alarme sind bisher zurückgehalten.</translation>
    </message>
    <message>
        <source>Quiet for &amp;30 Minutes</source>
        <translation>Ruhe für &amp;30 Minuten</translation>
    </message>
    <message>
        <source>Quiet for &amp;2 Hours</source>
        <translation>Ruhe für &amp;2 Stunden</translation>
    </message>
    <message>
        <source>Quiet until &amp;7:00</source>
        <translation>Ruhe bis &amp;7:00</translation>
    </message>
    <message>
        <source>&amp;End This Quiet</source>
        <translation>Diese Ruhe b&amp;eenden</translation>
    </message>
    <message>
        <source>While it was quiet: 1 alarm</source>
        <translation>Während der Ruhe: 1 Alarm</translation>
    </message>
    <message>
        <source>While it was quiet: %1 alarms</source>
        <translation>Während der Ruhe: %1 Alarme</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The worst of them – %1: %2. They may be over by now.</source>
        <translation>Der schwerste davon – %1: %2. Sie können inzwischen vorbei sein.</translation>
    </message>
</context>
<context>
    <name>ReceivingDialog</name>
    <message>
        <source>Receiving Telemetry</source>
        <translation>Telemetrie empfangen</translation>
    </message>
    <message>
        <source>Exporters send to these addresses. Addresses that other machines can reach need a token; with a certificate and its key, senders must use TLS.</source>
        <translation>Exporter senden an diese Adressen. Adressen, die andere Rechner erreichen, brauchen ein Token; mit Zertifikat und Schlüssel müssen Sender TLS verwenden.</translation>
    </message>
    <message>
        <source>OTLP/&amp;HTTP</source>
        <translation>OTLP/&amp;HTTP</translation>
    </message>
    <message>
        <source>OTLP/&amp;gRPC</source>
        <translation>OTLP/&amp;gRPC</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>&amp;Token file</source>
        <translation>&amp;Token-Datei</translation>
    </message>
    <message>
        <source>Without: PLUMBLINE_TOKEN_OTLP, or no token</source>
        <translation>Ohne: PLUMBLINE_TOKEN_OTLP, oder kein Token</translation>
    </message>
    <message>
        <source>&amp;Certificate</source>
        <translation>&amp;Zertifikat</translation>
    </message>
    <message>
        <source>PEM; without: no TLS</source>
        <translation>PEM; ohne: kein TLS</translation>
    </message>
    <message>
        <source>&amp;Key</source>
        <translation>&amp;Schlüssel</translation>
    </message>
    <message>
        <source>PEM, no passphrase</source>
        <translation>PEM, ohne Passphrase</translation>
    </message>
    <message>
        <source>Kee&amp;p</source>
        <translation>&amp;Behalten</translation>
    </message>
    <message>
        <source>Everything; or 20GiB, or 7d</source>
        <translation>Alles; oder 20GiB, oder 7d</translation>
    </message>
    <message>
        <source>How much this recording keeps: a size or an age. What is more or older is removed, what belongs to an incident stays as long as there is room.</source>
        <translation>Wie viel diese Aufzeichnung behält: eine Größe oder ein Alter. Was mehr oder älter ist, wird entfernt; was zu einem Vorfall gehört, bleibt, solange Platz ist.</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Anwenden</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>%1 wählen</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>OTLP/HTTP is received there, OTLP/gRPC is not: %1</source>
        <translation>OTLP/HTTP wird dort empfangen, OTLP/gRPC nicht: %1</translation>
    </message>
    <message>
        <source>Changing where it listens …</source>
        <translation>Empfangsadresse wird geändert …</translation>
    </message>
</context>
<context>
    <name>RecentFiles</name>
    <message>
        <source>1 span</source>
        <translation>1 Span</translation>
    </message>
    <message>
        <source>%1 spans</source>
        <translation>%1 Spans</translation>
    </message>
    <message>
        <source>empty: nothing was received</source>
        <translation>leer: nichts wurde empfangen</translation>
    </message>
</context>
<context>
    <name>ReportExporter</name>
    <message>
        <source>PDF, redacted by your rules (*.pdf)</source>
        <translation>PDF, nach Ihren Regeln geschwärzt (*.pdf)</translation>
    </message>
    <message>
        <source>Web page, redacted by your rules (*.html)</source>
        <translation>Webseite, nach Ihren Regeln geschwärzt (*.html)</translation>
    </message>
    <message>
        <source>Markdown, redacted by your rules (*.md)</source>
        <translation>Markdown, nach Ihren Regeln geschwärzt (*.md)</translation>
    </message>
    <message>
        <source>PDF, all texts as they were recorded (*.pdf)</source>
        <translation>PDF, alle Texte wie aufgezeichnet (*.pdf)</translation>
    </message>
    <message>
        <source>Web page, all texts as they were recorded (*.html)</source>
        <translation>Webseite, alle Texte wie aufgezeichnet (*.html)</translation>
    </message>
    <message>
        <source>Markdown, all texts as they were recorded (*.md)</source>
        <translation>Markdown, alle Texte wie aufgezeichnet (*.md)</translation>
    </message>
    <message>
        <source>Make a Report of the Incident</source>
        <translation>Bericht zum Vorfall erstellen</translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation>%1 gibt es bereits. Ersetzen?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>%1 is being made: this can take minutes.</source>
        <translation>%1 wird erstellt: das kann Minuten dauern.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The report is being cancelled…</source>
        <translation>Der Bericht wird abgebrochen…</translation>
    </message>
    <message>
        <source>redacted</source>
        <translation>geschwärzt</translation>
    </message>
    <message>
        <source>all texts as they were recorded</source>
        <translation>alle Texte wie aufgezeichnet</translation>
    </message>
    <message>
        <source>The report is in %1, %2.</source>
        <translation>Der Bericht liegt in %1, %2.</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>The report was cancelled: %1 was not made.</source>
        <translation>Der Bericht wurde abgebrochen: %1 wurde nicht erstellt.</translation>
    </message>
    <message>
        <source>The report could not be made: %1 Nothing of it was kept; mend that, and make it again.</source>
        <translation>Der Bericht konnte nicht erstellt werden: %1 Nichts davon wurde behalten; beheben Sie das und erstellen Sie ihn noch einmal.</translation>
    </message>
</context>
<context>
    <name>Residence</name>
    <message>
        <source>After a crash, what is open here will not be offered again: the folder plumbline in ~/.local/state, or where XDG_STATE_HOME says, cannot be written to. Make it yours, and start Plumbline again.</source>
        <translation>Nach einem Absturz wird nicht wieder angeboten, was hier offen ist: In den Ordner plumbline in ~/.local/state, oder wo XDG_STATE_HOME es sagt, kann nicht geschrieben werden. Er muss Ihnen gehören; starten Sie Plumbline danach neu.</translation>
    </message>
    <message>
        <source>Plumbline ended without being closed. What was open then: %1 (%2)</source>
        <translation>Plumbline endete, ohne geschlossen zu werden. Offen war da: %1 (%2)</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> und %1 weitere</translation>
    </message>
    <message>
        <source>A note that was not added is kept.</source>
        <translation>Eine Notiz, die nicht hinzugefügt wurde, ist aufbewahrt.</translation>
    </message>
    <message>
        <source>No lever is armed or moved by it.</source>
        <translation>Dadurch wird kein Hebel scharf gestellt oder bewegt.</translation>
    </message>
    <message>
        <source>Open Again</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>Plumbline crashed at %1 UTC. What it wrote about that is kept on this machine and was sent nowhere.</source>
        <translation>Plumbline ist um %1 UTC abgestürzt. Was es darüber schrieb, liegt auf diesem Rechner und wurde nirgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>%1 is not there any more. Where it was moved to, File &gt; Open Recording… finds it.</source>
        <translation>%1 gibt es dort nicht mehr. Wohin es verschoben wurde, findet Datei &gt; Aufzeichnung öffnen….</translation>
    </message>
    <message>
        <source>No window can be started for %1. File &gt; Open Recording… opens it.</source>
        <translation>Für %1 kann kein Fenster gestartet werden. Datei &gt; Aufzeichnung öffnen… öffnet es.</translation>
    </message>
</context>
<context>
    <name>RoomDialog</name>
    <message>
        <source>&amp;Say</source>
        <translation>&amp;Sagen</translation>
    </message>
    <message>
        <source>Shared Room</source>
        <translation>Gemeinsamer Raum</translation>
    </message>
    <message>
        <source>Who is here, and what whoever comes next needs to know</source>
        <translation>Wer hier ist, und was der Nächste wissen muss</translation>
    </message>
    <message>
        <source>Say something to all consoles in the room (Enter)</source>
        <translation>Allen Konsolen im Raum etwas sagen (Eingabe)</translation>
    </message>
    <message>
        <source>What is said to all consoles in the room</source>
        <translation>Was allen Konsolen im Raum gesagt wird</translation>
    </message>
    <message>
        <source>Reading what was said…</source>
        <translation>Gesagtes wird gelesen…</translation>
    </message>
    <message>
        <source>Times are UTC.</source>
        <translation>Zeiten sind in UTC.</translation>
    </message>
    <message>
        <source>It was not said: %1</source>
        <translation>Es wurde nicht gesagt: %1</translation>
    </message>
</context>
<context>
    <name>RoomPort</name>
    <message>
        <source>✕ no room</source>
        <translation>✕ kein Raum</translation>
    </message>
    <message>
        <source>room …</source>
        <translation>Raum …</translation>
    </message>
    <message>
        <source>%1 watching</source>
        <translation>%1 sehen zu</translation>
    </message>
    <message>
        <source>✕ room away</source>
        <translation>✕ Raum nicht erreichbar</translation>
    </message>
    <message>
        <source>%1 not told yet</source>
        <translation>%1 noch nicht mitgeteilt</translation>
    </message>
    <message>
        <source>✕ %1 never told</source>
        <translation>✕ %1 nie mitgeteilt</translation>
    </message>
    <message>
        <source>▲ 1 conflict</source>
        <translation>▲ 1 Konflikt</translation>
    </message>
    <message>
        <source>▲ %1 conflicts</source>
        <translation>▲ %1 Konflikte</translation>
    </message>
    <message>
        <source>%1 said here and not told yet, kept in %2</source>
        <translation>%1 hier gesagt und noch nicht mitgeteilt, aufbewahrt in %2</translation>
    </message>
    <message>
        <source>%1 said at a console of yours that ended, not told yet, kept in %2</source>
        <translation>%1 an einer Ihrer Konsolen gesagt, die endete, noch nicht mitgeteilt, aufbewahrt in %2</translation>
    </message>
    <message>
        <source>%1 could not be kept, and the room is never told of them: %2</source>
        <translation>%1 konnten nicht aufbewahrt werden, und der Raum erfährt nie davon: %2</translation>
    </message>
    <message>
        <source>The room proves nobody&apos;s account: it is a file.</source>
        <translation>Der Raum beweist niemandes Konto: er ist eine Datei.</translation>
    </message>
    <message>
        <source> (this console)</source>
        <translation> (diese Konsole)</translation>
    </message>
    <message>
        <source>, looks at %1</source>
        <translation>, sieht %1 an</translation>
    </message>
    <message>
        <source>, not heard of for %1 s</source>
        <translation>, seit %1 s nichts gehört</translation>
    </message>
    <message>
        <source>%1 is %2, a role whose approval does not count.</source>
        <translation>%1 ist %2, eine Rolle, deren Freigabe nicht zählt.</translation>
    </message>
    <message>
        <source>%1 handed %2 over to you</source>
        <translation>%1 hat Ihnen %2 übergeben</translation>
    </message>
</context>
<context>
    <name>RunTraces</name>
    <message>
        <source>No suspect in the time that is shown: there is no trace to open yet.</source>
        <translation>Kein Verdachtsfall in der gezeigten Zeit: es gibt noch keinen Trace zu öffnen.</translation>
    </message>
    <message>
        <source>No suspect of %1 in the time that is shown: there is no trace to open yet.</source>
        <translation>Kein Verdachtsfall von %1 in der gezeigten Zeit: es gibt noch keinen Trace zu öffnen.</translation>
    </message>
</context>
<context>
    <name>ScreenKeeper</name>
    <message>
        <source>Looked at %1</source>
        <translation>%1 angesehen</translation>
    </message>
    <message>
        <source>On the screen when %1: %2</source>
        <translation>Auf dem Schirm bei %1: %2</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Nothing is received.</source>
        <translation>Nichts wird empfangen.</translation>
    </message>
    <message>
        <source>OTLP/gRPC is not received; OTLP/HTTP is, at %1.</source>
        <translation>OTLP/gRPC wird nicht empfangen; OTLP/HTTP ja, auf %1.</translation>
    </message>
    <message>
        <source>OTLP/HTTP is not received; OTLP/gRPC is, at %1.</source>
        <translation>OTLP/HTTP wird nicht empfangen; OTLP/gRPC ja, auf %1.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>%1: %2, read at %3</source>
        <translation>%1: %2, gelesen um %3</translation>
    </message>
    <message>
        <source>%1: %2 at %3, not read since: %4</source>
        <translation>%1: %2 um %3, seitdem nicht gelesen: %4</translation>
    </message>
    <message>
        <source>%1: not read, %2</source>
        <translation>%1: nicht gelesen, %2</translation>
    </message>
    <message>
        <source>changing where it listens …</source>
        <translation>Empfangsadresse wird geändert …</translation>
    </message>
    <message>
        <source>Drill – %1</source>
        <translation>Übung – %1</translation>
    </message>
</context>
<context>
    <name>SettingsWindow</name>
    <message>
        <source>Import Settings</source>
        <translation>Einstellungen importieren</translation>
    </message>
    <message>
        <source>Settings (*.json *.yaml *.yml)</source>
        <translation>Einstellungen (*.json *.yaml *.yml)</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export Settings</source>
        <translation>Einstellungen exportieren</translation>
    </message>
    <message>
        <source>Settings (*.json)</source>
        <translation>Einstellungen (*.json)</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Schlüsselbund</translation>
    </message>
    <message>
        <source>Not known: the keyring does not say</source>
        <translation>Nicht bekannt: der Schlüsselbund sagt es nicht</translation>
    </message>
    <message>
        <source>Not set; it is not needed</source>
        <translation>Nicht gesetzt; nicht nötig</translation>
    </message>
    <message>
        <source>Missing: plumbline secret set %1</source>
        <translation>Fehlt: plumbline secret set %1</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings – Profile %1</source>
        <translation>Einstellungen – Profil %1</translation>
    </message>
    <message>
        <source>git folder URL commit read again</source>
        <translation>git Ordner URL Commit erneut lesen</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>Geheimnisse</translation>
    </message>
    <message>
        <source>keyring token password environment missing</source>
        <translation>Schlüsselbund Token Passwort Umgebung fehlt</translation>
    </message>
    <message>
        <source>&amp;Read Again</source>
        <translation>E&amp;rneut lesen</translation>
    </message>
    <message>
        <source>Read the team&apos;s configuration again</source>
        <translation>Die Konfiguration des Teams erneut lesen</translation>
    </message>
    <message>
        <source>%1 What is changed here ends with the program.</source>
        <translation>%1 Was hier geändert wird, endet mit dem Programm.</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>the import of %1 settings</source>
        <translation>Import von %1 Einstellungen</translation>
    </message>
    <message>
        <source>Your settings are in %1. No secret is in it.</source>
        <translation>Ihre Einstellungen sind in %1. Kein Geheimnis ist darin.</translation>
    </message>
    <message>
        <source>%1 cannot be written.</source>
        <translation>%1 kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Set by the team; what you enter goes before it.</source>
        <translation>Vom Team gesetzt; was Sie eingeben, geht vor.</translation>
    </message>
    <message>
        <source>The team says %1.</source>
        <translation>Das Team sagt %1.</translation>
    </message>
    <message>
        <source>Nothing comes from a team: no folder or URL is set.</source>
        <translation>Nichts kommt von einem Team: weder Ordner noch URL ist gesetzt.</translation>
    </message>
    <message>
        <source>…and %1 more: plumbline settings team</source>
        <translation>…und %1 weitere: plumbline settings team</translation>
    </message>
    <message>
        <source>There is no keyring here (no session bus): secrets come from PLUMBLINE_TOKEN_NAME or from files that profiles name.</source>
        <translation>Hier gibt es keinen Schlüsselbund (kein Sitzungsbus): Geheimnisse kommen aus PLUMBLINE_TOKEN_NAME oder aus Dateien, die Profile nennen.</translation>
    </message>
    <message>
        <source>Secrets are kept in the desktop&apos;s keyring by plumbline secret set NAME; PLUMBLINE_TOKEN_NAME goes before it. No value is shown.</source>
        <translation>plumbline secret set NAME legt Geheimnisse in den Schlüsselbund des Desktops; PLUMBLINE_TOKEN_NAME geht vor. Kein Wert wird gezeigt.</translation>
    </message>
    <message>
        <source>“%1” stays as it is; the file says %2.</source>
        <translation>„%1“ bleibt, wie es ist; die Datei sagt %2.</translation>
    </message>
    <message>
        <source>An import does not say where the team&apos;s configuration is read, nor which secret is sent there: enter that yourself where you want it.</source>
        <translation>Ein Import sagt nicht, wo die Konfiguration des Teams gelesen wird, noch welches Geheimnis dorthin gesendet wird: geben Sie das selbst ein, wo Sie es wollen.</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Shortcuts – Plumbline</source>
        <translation>Tastenkürzel – Plumbline</translation>
    </message>
</context>
<context>
    <name>SideApprovalPort</name>
    <message>
        <source>%1 is %2, a role whose approval does not count.</source>
        <translation>%1 ist %2, eine Rolle, deren Freigabe nicht zählt.</translation>
    </message>
</context>
<context>
    <name>SideNotesPort</name>
    <message>
        <source>Only notes can be kept beside a recording.</source>
        <translation>Neben einer Aufzeichnung können nur Notizen aufbewahrt werden.</translation>
    </message>
</context>
<context>
    <name>SpokenNews</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>StepViews</name>
    <message>
        <source>Nothing has come of %1: there is nothing to show of it, and what is shown is of other services.</source>
        <translation>Von %1 ist nichts gekommen: es gibt nichts davon zu zeigen, und was zu sehen ist, ist von anderen Diensten.</translation>
    </message>
</context>
<context>
    <name>TeamReader</name>
    <message>
        <source>Reading the team&apos;s configuration…</source>
        <translation>Die Konfiguration des Teams wird gelesen…</translation>
    </message>
    <message>
        <source>It cannot be read: %1</source>
        <translation>Sie ist nicht lesbar: %1</translation>
    </message>
    <message>
        <source>The last good copy holds: %1, read %2.</source>
        <translation>Es gilt die letzte gute Kopie: %1, gelesen %2.</translation>
    </message>
    <message>
        <source>From %1, read %2.</source>
        <translation>Aus %1, gelesen %2.</translation>
    </message>
    <message>
        <source>There is no earlier copy: nothing comes from the team.</source>
        <translation>Es gibt keine frühere Kopie: nichts kommt vom Team.</translation>
    </message>
</context>
<context>
    <name>TelemetryAge</name>
    <message>
        <source>How old the telemetry is has not been read yet.</source>
        <translation>Wie alt die Telemetrie ist, wurde noch nicht gelesen.</translation>
    </message>
    <message>
        <source>How old the telemetry is cannot be read.</source>
        <translation>Wie alt die Telemetrie ist, ist nicht lesbar.</translation>
    </message>
</context>
<context>
    <name>TraceExporter</name>
    <message>
        <source>OTLP JSON, with prompts and answers (*.jsonl)</source>
        <translation>OTLP JSON, mit Prompts und Antworten (*.jsonl)</translation>
    </message>
    <message>
        <source>Chrome trace, names and times (*.json)</source>
        <translation>Chrome-Trace, Namen und Zeiten (*.json)</translation>
    </message>
    <message>
        <source>speedscope, names and times (*.speedscope.json)</source>
        <translation>speedscope, Namen und Zeiten (*.speedscope.json)</translation>
    </message>
    <message>
        <source>SVG of the waterfall (*.svg)</source>
        <translation>SVG des Wasserfalls (*.svg)</translation>
    </message>
    <message>
        <source>PNG of the waterfall (*.png)</source>
        <translation>PNG des Wasserfalls (*.png)</translation>
    </message>
    <message>
        <source>Export the Trace</source>
        <translation>Trace exportieren</translation>
    </message>
    <message>
        <source>%1 exists. Replace it?</source>
        <translation>%1 gibt es bereits. Ersetzen?</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>&amp;Ersetzen</translation>
    </message>
    <message>
        <source>No trace is open: there is nothing to export.</source>
        <translation>Kein Trace ist offen: es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>%1 steps after them are not drawn, as the picture says.</source>
        <translation>%1 Schritte danach sind nicht gezeichnet, wie das Bild sagt.</translation>
    </message>
    <message>
        <source>Pieces taken out by the redaction rules: %1.</source>
        <translation>Von den Schwärzungsregeln entfernte Stücke: %1.</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>the first %1 of %2 steps</source>
        <translation>die ersten %1 von %2 Schritten</translation>
    </message>
    <message>
        <source>%1 % drawn</source>
        <translation>%1 % gezeichnet</translation>
    </message>
    <message>
        <source>%1 written</source>
        <translation>%1 geschrieben</translation>
    </message>
    <message>
        <source>reading the trace</source>
        <translation>der Trace wird gelesen</translation>
    </message>
    <message>
        <source>Cancelling the export into %1…</source>
        <translation>Export nach %1 wird abgebrochen…</translation>
    </message>
    <message>
        <source>Exporting into %1: %2</source>
        <translation>Export nach %1: %2</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Exported %1: %2.</source>
        <translation>%1 exportiert: %2.</translation>
    </message>
</context>
<context>
    <name>TracePicture</name>
    <message>
        <source>… %1 more of the %2 steps are not drawn</source>
        <translation>… %1 weitere der %2 Schritte sind nicht gezeichnet</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>No window could be opened for the drill. Start plumbline demo in a terminal, which says why.</source>
        <translation>Für die Übung konnte kein Fenster geöffnet werden. Starten Sie plumbline demo in einem Terminal, das den Grund nennt.</translation>
    </message>
    <message>
        <source>It is not written: %1</source>
        <translation>Es ist nicht geschrieben: %1</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Running since %1 UTC.</source>
        <translation>Läuft seit %1 UTC.</translation>
    </message>
    <message>
        <source>How many answers were wrong could not be counted: %1</source>
        <translation>Wie viele Antworten falsch waren, ließ sich nicht zählen: %1</translation>
    </message>
    <message>
        <source>the drill is told of no more</source>
        <translation>von der Übung ist nichts mehr bekannt</translation>
    </message>
</context>
<context>
    <name>TrainingWords</name>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>hard</source>
        <translation>schwer</translation>
    </message>
    <message>
        <source>easy</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>Takes about %1 min · %2</source>
        <translation>Dauert etwa %1 min · %2</translation>
    </message>
    <message>
        <source>%1 before the fault</source>
        <translation>%1 vor dem Fehler</translation>
    </message>
    <message>
        <source>the right lever</source>
        <translation>den richtigen Hebel</translation>
    </message>
    <message>
        <source>a wrong lever</source>
        <translation>einen falschen Hebel</translation>
    </message>
    <message>
        <source>a lever put back</source>
        <translation>einen zurückgestellten Hebel</translation>
    </message>
    <message>
        <source>a lever that did not move</source>
        <translation>einen Hebel, der sich nicht bewegte</translation>
    </message>
    <message>
        <source>a lever of which it is not known whether it moved</source>
        <translation>einen Hebel, von dem nicht bekannt ist, ob er sich bewegte</translation>
    </message>
    <message>
        <source>named the cause, rightly</source>
        <translation>nannte die Ursache, zu Recht</translation>
    </message>
    <message>
        <source>named a cause that it was not</source>
        <translation>nannte eine Ursache, die es nicht war</translation>
    </message>
    <message>
        <source>named a cause; whether rightly cannot be said by a rule</source>
        <translation>nannte eine Ursache; ob zu Recht, kann keine Regel sagen</translation>
    </message>
    <message>
        <source>took the drill on</source>
        <translation>übernahm die Übung</translation>
    </message>
    <message>
        <source>The fault began</source>
        <translation>Der Fehler begann</translation>
    </message>
    <message>
        <source>The first answer after it that was found suspect</source>
        <translation>Die erste Antwort danach, die verdächtig war</translation>
    </message>
    <message>
        <source>Told by an alarm or a person</source>
        <translation>Durch einen Alarm oder eine Person gemeldet</translation>
    </message>
    <message>
        <source>took it on</source>
        <translation>übernahm es</translation>
    </message>
    <message>
        <source>took hint %1</source>
        <translation>nahm Hinweis %1</translation>
    </message>
    <message>
        <source>moved %1</source>
        <translation>bewegte %1</translation>
    </message>
    <message>
        <source>In effect: %1</source>
        <translation>Wirksam: %1</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Erholt</translation>
    </message>
    <message>
        <source>not known, or it did not happen</source>
        <translation>nicht bekannt, oder es geschah nicht</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 um %2</translation>
    </message>
    <message>
        <source>Ended by: %1.</source>
        <translation>Beendet durch: %1.</translation>
    </message>
    <message>
        <source>, or </source>
        <translation>, oder </translation>
    </message>
    <message>
        <source>The first run of this drill by %1 that is kept here: there is nothing to compare it with.</source>
        <translation>Der erste hier aufbewahrte Durchgang dieser Übung von %1: es gibt nichts zum Vergleichen.</translation>
    </message>
    <message>
        <source>Compared with %1, newest first.</source>
        <translation>Verglichen mit %1, neueste zuerst.</translation>
    </message>
    <message>
        <source>your earlier run of this drill</source>
        <translation>Ihr früherer Durchgang dieser Übung</translation>
    </message>
    <message>
        <source>your %1 earlier runs of this drill</source>
        <translation>Ihre %1 früheren Durchgänge dieser Übung</translation>
    </message>
    <message>
        <source>Wrong levers</source>
        <translation>Falsche Hebel</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>of %1 that were moved</source>
        <translation>von %1 bewegten</translation>
    </message>
    <message>
        <source>Of %1 it is not known whether they moved.</source>
        <translation>Von %1 ist nicht bekannt, ob sie sich bewegten.</translation>
    </message>
    <message>
        <source>Wrong answers</source>
        <translation>Falsche Antworten</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Quittiert</translation>
    </message>
    <message>
        <source>Cause named</source>
        <translation>Ursache genannt</translation>
    </message>
    <message>
        <source>Mitigated</source>
        <translation>Gemildert</translation>
    </message>
    <message>
        <source>Hints taken</source>
        <translation>Hinweise genommen</translation>
    </message>
    <message>
        <source>It ends by itself once a lever that ends the fault is in effect and the recovered window is full: no alarm of the fault open, and %1 answers in at least %2 s. You can end it at any time.</source>
        <translation>Sie endet von selbst, wenn ein Hebel wirksam ist, der den Fehler beendet, und das Fenster der Erholung voll ist: kein Alarm des Fehlers offen, und %1 Antworten in mindestens %2 s. Sie lässt sich jederzeit beenden.</translation>
    </message>
    <message>
        <source>The ladder: recovered</source>
        <translation>Die Leiter: erholt</translation>
    </message>
    <message>
        <source>The drill ended by itself</source>
        <translation>Die Übung endete von selbst</translation>
    </message>
    <message>
        <source>ended the drill</source>
        <translation>beendete die Übung</translation>
    </message>
    <message>
        <source>Ladder: recovered</source>
        <translation>Leiter: erholt</translation>
    </message>
    <message>
        <source>The one signal that the lever was moved for was back. “Recovered” below waits for all alarms of the fault to clear.</source>
        <translation>Das eine Signal, für das der Hebel bewegt wurde, war zurück. „Erholt“ darunter wartet, bis alle Alarme des Fehlers gelöscht sind.</translation>
    </message>
    <message>
        <source>None: the fault does not change answers</source>
        <translation>Keine: der Fehler ändert keine Antworten</translation>
    </message>
    <message>
        <source>Checks held something against %1 of %2 answers that were judged; the fault made none of them wrong.</source>
        <translation>Prüfungen hielten %1 von %2 bewerteten Antworten etwas vor; der Fehler machte keine davon falsch.</translation>
    </message>
    <message>
        <source>%1 of %2 answers were judged, from the fault to recovery or the end, as known when the drill ended</source>
        <translation>%1 von %2 Antworten wurden bewertet, vom Fehler bis zur Erholung oder zum Ende, nach dem Stand am Ende der Übung</translation>
    </message>
    <message>
        <source>Had the lever been in effect at the alarm, %1 sooner, it would have been %2 wrong answers in the place of %3, as known when the drill ended.</source>
        <translation>Wäre der Hebel beim Alarm wirksam gewesen, %1 früher, wären es %2 falsche Antworten statt %3 gewesen, nach dem Stand am Ende der Übung.</translation>
    </message>
    <message>
        <source>Nothing has been done for %1. Whenever you like, End the Drill: it then tells what it was and how it went.</source>
        <translation>Seit %1 wurde nichts getan. Die Übung lässt sich jederzeit beenden: dann steht hier, was es war und wie es ging.</translation>
    </message>
    <message>
        <source>Detected</source>
        <translation>Erkannt</translation>
    </message>
    <message>
        <source>looked where the wrong answers went, on the page Spread</source>
        <translation>sah auf der Seite Ausbreitung nach, wohin die falschen Antworten gingen</translation>
    </message>
    <message>
        <source>being counted …</source>
        <translation>wird gezählt …</translation>
    </message>
    <message>
        <source>They were not counted.</source>
        <translation>Sie wurden nicht gezählt.</translation>
    </message>
    <message>
        <source>%1 of %2 answers were judged by a check that told of the fault (%3), from the fault to recovery or the end, as known when the drill ended; of the others it is not known</source>
        <translation>%1 von %2 Antworten wurden von einer Prüfung bewertet, die den Fehler meldete (%3), vom Fehler bis zur Erholung oder zum Ende, nach dem Stand am Ende der Übung; von den anderen ist es nicht bekannt</translation>
    </message>
    <message>
        <source>Recovered since %1 UTC, as far as is known. If that holds, the drill ends by itself at %2 UTC, or as soon after as %3 answers have come since.</source>
        <translation>Erholt seit %1 UTC, soweit bekannt. Hält das, endet die Übung von selbst um %2 UTC, oder danach, sobald seither %3 Antworten gekommen sind.</translation>
    </message>
    <message>
        <source>The drill goes on until this has cleared: %1.</source>
        <translation>Die Übung geht weiter, bis dies beendet ist: %1.</translation>
    </message>
    <message>
        <source>Spread followed</source>
        <translation>Ausbreitung verfolgt</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Plumbline: which alarms are open is not known yet</source>
        <translation>Plumbline: welche Alarme offen sind, ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>Plumbline: no alarm is open</source>
        <translation>Plumbline: kein Alarm ist offen</translation>
    </message>
    <message>
        <source>Plumbline: 1 alarm is open</source>
        <translation>Plumbline: 1 Alarm ist offen</translation>
    </message>
    <message>
        <source>Plumbline: %1 alarms are open</source>
        <translation>Plumbline: %1 Alarme sind offen</translation>
    </message>
    <message>
        <source>%1, %2, severity %3, since %4 UTC (%5)</source>
        <translation>%1, %2, Schweregrad %3, seit %4 UTC (%5)</translation>
    </message>
    <message>
        <source>n = 1 answer</source>
        <translation>n = 1 Antwort</translation>
    </message>
    <message>
        <source>n = %1 answers</source>
        <translation>n = %1 Antworten</translation>
    </message>
    <message>
        <source>, acknowledged</source>
        <translation>, quittiert</translation>
    </message>
    <message>
        <source>&amp;Show the Window</source>
        <translation>Fenster &amp;zeigen</translation>
    </message>
    <message>
        <source>Open the &amp;Newest Alarm</source>
        <translation>&amp;Neuesten Alarm öffnen</translation>
    </message>
    <message>
        <source>&amp;Go On Receiving Here when the Window Is Closed</source>
        <translation>Weiter &amp;empfangen, wenn das Fenster geschlossen ist</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Been&amp;den</translation>
    </message>
    <message>
        <source>Plumbline goes on receiving</source>
        <translation>Plumbline empfängt weiter</translation>
    </message>
    <message>
        <source>The window is closed; alarms are told as before. Quit, here or in the File menu, ends it.</source>
        <translation>Das Fenster ist geschlossen; Alarme werden gemeldet wie zuvor. Beenden, hier oder im Menü Datei, beendet es.</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>&amp;Connect a Service…</source>
        <translation>&amp;Dienst verbinden…</translation>
    </message>
    <message>
        <source>Open a &amp;Live Window</source>
        <translation>&amp;Live-Fenster öffnen</translation>
    </message>
    <message>
        <source>▲ A run of a runbook is not finished in %1.</source>
        <translation>▲ Ein Durchgang eines Runbooks ist in %1 nicht beendet.</translation>
    </message>
    <message>
        <source>▲ Incident %1 is open in %2.</source>
        <translation>▲ Vorfall %1 ist in %2 offen.</translation>
    </message>
    <message>
        <source>&amp;Go On with It</source>
        <translation>Damit &amp;fortfahren</translation>
    </message>
    <message>
        <source>&amp;Look at It First</source>
        <translation>Zuerst &amp;ansehen</translation>
    </message>
    <message>
        <source>Open Recording or Bundle</source>
        <translation>Aufzeichnung oder Bündel öffnen</translation>
    </message>
    <message>
        <source>Recordings and Bundles (*.plumb *.plumbundle)</source>
        <translation>Aufzeichnungen und Bündel (*.plumb *.plumbundle)</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>No window could be opened. Start plumbline in a terminal, which says why.</source>
        <translation>Es konnte kein Fenster geöffnet werden. Starten Sie plumbline in einem Terminal: das sagt, warum.</translation>
    </message>
    <message>
        <source>No window could be opened for the drill. Start plumbline demo in a terminal, which says why.</source>
        <translation>Für die Übung konnte kein Fenster geöffnet werden. Starten Sie plumbline demo in einem Terminal: das sagt, warum.</translation>
    </message>
    <message>
        <source>No window could be opened for the recording. Start plumbline with the file&apos;s name, which says why.</source>
        <translation>Für die Aufzeichnung konnte kein Fenster geöffnet werden. Starten Sie plumbline mit dem Namen der Datei: das sagt, warum.</translation>
    </message>
    <message>
        <source>Settings or code for your SDK, with this console&apos;s own address, and what it says as soon as the first span arrives. About five minutes: a service has to be restarted.</source>
        <translation>Einstellungen oder Code für Ihr SDK, mit der Adresse dieser Konsole, und was sie sagt, sobald der erste Span ankommt. Etwa fünf Minuten: ein Dienst muss neu gestartet werden.</translation>
    </message>
    <message>
        <source>A window that receives opens; there, Sources &gt; Connect a Service… has settings or code for your SDK. About five minutes: a service has to be restarted.</source>
        <translation>Ein empfangendes Fenster öffnet sich; dort hat Quellen &gt; Dienst verbinden… Einstellungen oder Code für Ihr SDK. Etwa fünf Minuten: ein Dienst muss neu gestartet werden.</translation>
    </message>
</context>
<context>
    <name>WhatIfWindow</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>What If – %1 – Plumbline</source>
        <translation>Was wäre wenn – %1 – Plumbline</translation>
    </message>
    <message>
        <source>Keep These Settings of Detection</source>
        <translation>Diese Einstellungen der Erkennung behalten</translation>
    </message>
    <message>
        <source>Settings of detection (*.yaml)</source>
        <translation>Einstellungen der Erkennung (*.yaml)</translation>
    </message>
</context>
<context>
    <name>accessible::Announcer</name>
    <message>
        <source>Announcements</source>
        <translation>Ansagen</translation>
    </message>
    <message numerus="yes">
        <source>%n more are on the screen</source>
        <translation>
            <numerusform>%n weitere ist auf dem Schirm</numerusform>
            <numerusform>%n weitere sind auf dem Schirm</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>alarms</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>readings %1</source>
        <translation>Messwerte %1</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 answers a minute</source>
        <translation>%1 Antworten je Minute</translation>
    </message>
    <message>
        <source>%1 answers a second</source>
        <translation>%1 Antworten je Sekunde</translation>
    </message>
    <message>
        <source>one in five over %1</source>
        <translation>eine von fünf über %1</translation>
    </message>
    <message>
        <source>one in five under %1</source>
        <translation>eine von fünf unter %1</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>Median %1</translation>
    </message>
    <message>
        <source>model %1</source>
        <translation>Modell %1</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>adapter %1</source>
        <translation>Adapter %1</translation>
    </message>
    <message>
        <source>route %1</source>
        <translation>Route %1</translation>
    </message>
    <message>
        <source>prompt version %1</source>
        <translation>Prompt-Version %1</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>answers of %1 are not grounded in their context</source>
        <translation>Antworten von %1 sind nicht in ihrem Kontext belegt</translation>
    </message>
    <message>
        <source>answers of %1 are cut off, or had their input cut</source>
        <translation>Antworten von %1 sind abgeschnitten, oder ihre Eingabe war es</translation>
    </message>
    <message>
        <source>answers of %1 contradict the results of their tools</source>
        <translation>Antworten von %1 widersprechen den Ergebnissen ihrer Werkzeuge</translation>
    </message>
    <message>
        <source>answers of %1 call or name what does not exist</source>
        <translation>Antworten von %1 rufen oder nennen, was es nicht gibt</translation>
    </message>
    <message>
        <source>answers of %1 cite or quote what was not given to them</source>
        <translation>Antworten von %1 zitieren, was ihnen nicht gegeben war</translation>
    </message>
    <message>
        <source>answers of %1 contradict themselves or each other</source>
        <translation>Antworten von %1 widersprechen sich selbst oder einander</translation>
    </message>
    <message>
        <source>answers of %1 are not of the format that was asked for</source>
        <translation>Antworten von %1 haben nicht das verlangte Format</translation>
    </message>
    <message>
        <source>answers of %1 refuse or evade</source>
        <translation>Antworten von %1 verweigern sich oder weichen aus</translation>
    </message>
    <message>
        <source>answers of %1 are in another language than the question</source>
        <translation>Antworten von %1 sind in anderer Sprache als die Frage</translation>
    </message>
    <message>
        <source>answers of %1 speak as somebody else than they should</source>
        <translation>Antworten von %1 sprechen als jemand anderes, als sie sollten</translation>
    </message>
    <message>
        <source>answers of %1 run in loops or fall apart</source>
        <translation>Antworten von %1 laufen in Schleifen oder zerfallen</translation>
    </message>
    <message>
        <source>answers of %1 come from another model than was asked for</source>
        <translation>Antworten von %1 kommen von einem anderen Modell als verlangt</translation>
    </message>
    <message>
        <source>answers of %1 fail the check %2</source>
        <translation>Antworten von %1 fallen bei der Prüfung %2 durch</translation>
    </message>
    <message>
        <source>cannot judge answers of %1, whose texts come cut or not at all</source>
        <translation>Antworten von %1 sind nicht zu beurteilen, deren Texte abgeschnitten oder gar nicht kommen</translation>
    </message>
    <message>
        <source>answers of %1 are longer</source>
        <translation>Antworten von %1 sind länger</translation>
    </message>
    <message>
        <source>answers of %1 are shorter</source>
        <translation>Antworten von %1 sind kürzer</translation>
    </message>
    <message>
        <source>calls of %1 take longer</source>
        <translation>Aufrufe von %1 dauern länger</translation>
    </message>
    <message>
        <source>calls of %1 take less time</source>
        <translation>Aufrufe von %1 dauern kürzer</translation>
    </message>
    <message>
        <source>the scores of %1 for %2 lie nearer to bad</source>
        <translation>die Wertungen von %1 für %2 liegen näher an schlecht</translation>
    </message>
    <message>
        <source>the scores of %1 for %2 lie nearer to good</source>
        <translation>die Wertungen von %1 für %2 liegen näher an gut</translation>
    </message>
    <message>
        <source>%1, under high load</source>
        <translation>%1, unter hoher Last</translation>
    </message>
    <message>
        <source>%1, in %2</source>
        <translation>%1, in %2</translation>
    </message>
    <message>
        <source>%1: %2 (%3, likely %4) since %5, was %6</source>
        <translation>%1: %2 (%3, wahrscheinlich %4) seit %5, war %6</translation>
    </message>
    <message>
        <source>%1 mean badness</source>
        <translation>%1 mittlerer Fehlergrad</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 since %2 (%3): %4, was %5</source>
        <translation>%1 seit %2 (%3): %4, war %5</translation>
    </message>
    <message>
        <source>%1 to %2, n %3</source>
        <translation>%1 bis %2, n %3</translation>
    </message>
    <message>
        <source>%1 at such a load</source>
        <translation>%1 bei solcher Last</translation>
    </message>
    <message>
        <source>%1 of %2 is as usual again: %3 over the last %4 answers</source>
        <translation>%1 von %2 ist wieder wie üblich: %3 über die letzten %4 Antworten</translation>
    </message>
    <message>
        <source>%1 of %2 has stayed as it was then for an hour (%3 over the last %4 answers) and is taken for usual from now on</source>
        <translation>%1 von %2 ist eine Stunde lang so geblieben wie damals (%3 über die letzten %4 Antworten) und gilt von nun an als üblich</translation>
    </message>
    <message>
        <source>%1 of %2 is back: %3 mean badness over the last %4 answers</source>
        <translation>%1 von %2 ist zurück: %3 mittlerer Fehlergrad über die letzten %4 Antworten</translation>
    </message>
    <message>
        <source>%1 of %2 is back: %3 mean badness over the last %4 readings</source>
        <translation>%1 von %2 ist zurück: %3 mittlerer Fehlergrad über die letzten %4 Messwerte</translation>
    </message>
    <message>
        <source>%1 of %2 is back: %3 over the last %4 answers</source>
        <translation>%1 von %2 ist zurück: %3 über die letzten %4 Antworten</translation>
    </message>
    <message>
        <source>%1 of %2 is back: %3 over the last %4 readings</source>
        <translation>%1 von %2 ist zurück: %3 über die letzten %4 Messwerte</translation>
    </message>
    <message>
        <source>%1 of %2 has no more of the answers that the alarm was confined to, which does not show that they would be well</source>
        <translation>%1 von %2 hat keine der Antworten mehr, auf die der Alarm beschränkt war, was nicht zeigt, dass sie gut wären</translation>
    </message>
    <message>
        <source>no result of %1 of %2 for a minute: nothing shows that it recovered, nothing that it did not</source>
        <translation>kein Ergebnis von %1 von %2 seit einer Minute: nichts zeigt, dass es sich erholte, nichts, dass nicht</translation>
    </message>
    <message>
        <source>no result of %1 of %2 for %3 minutes: nothing shows that it recovered, nothing that it did not</source>
        <translation>kein Ergebnis von %1 von %2 seit %3 Minuten: nichts zeigt, dass es sich erholte, nichts, dass nicht</translation>
    </message>
    <message>
        <source>shelving has run out, and %1 of %2 has not been shown to have recovered</source>
        <translation>das Zurückstellen ist abgelaufen, und dass %1 von %2 sich erholt hat, ist nicht gezeigt</translation>
    </message>
    <message>
        <source>%1, which explained it, is over, and %2 of %3 has not been shown to have recovered</source>
        <translation>%1, was es erklärte, ist vorbei, und dass %2 von %3 sich erholt hat, ist nicht gezeigt</translation>
    </message>
    <message>
        <source>answers of %1 are back, and %2 has not been shown to be as usual</source>
        <translation>Antworten von %1 sind zurück, und dass %2 wie üblich ist, ist nicht gezeigt</translation>
    </message>
    <message>
        <source>%1 of %2 was closed by %3 without proof of recovery</source>
        <translation>%1 von %2 wurde von %3 ohne Nachweis der Erholung geschlossen</translation>
    </message>
    <message>
        <source>it goes with the load, %1, usually %2</source>
        <translation>es geht mit der Last, %1, üblich %2</translation>
    </message>
    <message>
        <source>began when it went back to %1</source>
        <translation>begann, als es zurückging auf %1</translation>
    </message>
    <message>
        <source>began when %1 first appeared</source>
        <translation>begann, als %1 zuerst erschien</translation>
    </message>
    <message>
        <source>began %1 before it went back to %2</source>
        <translation>begann %1, bevor es zurückging auf %2</translation>
    </message>
    <message>
        <source>began %1 after it went back to %2</source>
        <translation>begann %1, nachdem es zurückging auf %2</translation>
    </message>
    <message>
        <source>began %1 before %2 first appeared</source>
        <translation>begann %1, bevor %2 zuerst erschien</translation>
    </message>
    <message>
        <source>began %1 after %2 first appeared</source>
        <translation>begann %1, nachdem %2 zuerst erschien</translation>
    </message>
    <message>
        <source>at this hour a mean badness of %1 is usual</source>
        <translation>zu dieser Stunde ist ein mittlerer Fehlergrad von %1 üblich</translation>
    </message>
    <message>
        <source>that it goes with the load is not shown</source>
        <translation>dass es mit der Last geht, ist nicht gezeigt</translation>
    </message>
    <message>
        <source>that does not say that they are wrong</source>
        <translation>das sagt nicht, dass sie falsch sind</translation>
    </message>
    <message>
        <source>that does not say that the answers are wrong</source>
        <translation>das sagt nicht, dass die Antworten falsch sind</translation>
    </message>
    <message>
        <source>whether more of them fail is watched apart</source>
        <translation>ob mehr von ihnen durchfallen, wird gesondert beobachtet</translation>
    </message>
    <message>
        <source>the alarm had been acknowledged</source>
        <translation>der Alarm war quittiert worden</translation>
    </message>
    <message>
        <source>the alarm was never acknowledged</source>
        <translation>der Alarm wurde nie quittiert</translation>
    </message>
    <message>
        <source>%1 raised: %2</source>
        <translation>%1 ausgelöst: %2</translation>
    </message>
    <message>
        <source>%1 acknowledged: %2</source>
        <translation>%1 quittiert: %2</translation>
    </message>
    <message>
        <source>%1 latched: %2</source>
        <translation>%1 gehalten: %2</translation>
    </message>
    <message>
        <source>%1 shelved: %2</source>
        <translation>%1 zurückgestellt: %2</translation>
    </message>
    <message>
        <source>%1 cleared: %2</source>
        <translation>%1 beendet: %2</translation>
    </message>
    <message>
        <source>%1 suppressed: %2</source>
        <translation>%1 unterdrückt: %2</translation>
    </message>
    <message>
        <source>%1 (explained by %2)</source>
        <translation>%1 (erklärt durch %2)</translation>
    </message>
</context>
<context>
    <name>causes</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>to whom is not told</source>
        <translation>an wen, ist nicht gemeldet</translation>
    </message>
    <message>
        <source>to %1 user</source>
        <translation>an %1 Nutzer</translation>
    </message>
    <message>
        <source>to %1 users</source>
        <translation>an %1 Nutzer</translation>
    </message>
    <message>
        <source>%1 of %2 tenant (%3)</source>
        <translation>%1 von %2 Mandant (%3)</translation>
    </message>
    <message>
        <source>%1 of %2 tenants (%3)</source>
        <translation>%1 von %2 Mandanten (%3)</translation>
    </message>
    <message>
        <source>%1 answer in the last 15 min, %2 since the onset</source>
        <translation>%1 Antwort in den letzten 15 min, %2 seit dem Beginn</translation>
    </message>
    <message>
        <source>%1 answers in the last 15 min, %2 since the onset</source>
        <translation>%1 Antworten in den letzten 15 min, %2 seit dem Beginn</translation>
    </message>
    <message>
        <source>; no other service takes them on in their own traces</source>
        <translation>; kein anderer Dienst übernimmt sie in ihren eigenen Traces</translation>
    </message>
    <message>
        <source>; in their own traces taken on by %1</source>
        <translation>; in ihren eigenen Traces übernommen von %1</translation>
    </message>
    <message>
        <source> (looked through: the newest %1)</source>
        <translation> (durchgesehen: die neuesten %1)</translation>
    </message>
    <message>
        <source>; where their words went is not known from here: Spread tells</source>
        <translation>; wohin ihre Worte gelangten, ist von hier aus nicht bekannt: Ausbreitung sagt es</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>release</source>
        <translation>Release</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>prompt version</source>
        <translation>Prompt-Version</translation>
    </message>
    <message>
        <source>index version</source>
        <translation>Index-Version</translation>
    </message>
    <message>
        <source>judge</source>
        <translation>Bewerter</translation>
    </message>
    <message>
        <source>client library</source>
        <translation>Client-Bibliothek</translation>
    </message>
    <message>
        <source>dialect</source>
        <translation>Dialekt</translation>
    </message>
    <message>
        <source>none was seen</source>
        <translation>keine gesehen</translation>
    </message>
    <message>
        <source>none of %1</source>
        <translation>keine von %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>cut</source>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>without text</source>
        <translation>ohne Text</translation>
    </message>
    <message>
        <source>told at wrong times</source>
        <translation>mit falschen Zeiten gemeldet</translation>
    </message>
    <message>
        <source>behind repeated calls</source>
        <translation>hinter wiederholten Aufrufen</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>schlecht</translation>
    </message>
    <message>
        <source>failed by %1</source>
        <translation>bei „%1“ durchgefallen</translation>
    </message>
    <message>
        <source>failed by the judge&apos;s %1</source>
        <translation>bei „%1“ des Bewerters durchgefallen</translation>
    </message>
    <message>
        <source>as bad</source>
        <translation>ebenso schlecht</translation>
    </message>
    <message>
        <source>as often %1</source>
        <translation>ebenso oft %1</translation>
    </message>
    <message>
        <source>exposed: %1</source>
        <translation>betroffen: %1</translation>
    </message>
    <message>
        <source>; of those that were looked at and judged %1 are %2</source>
        <translation>; von den betrachteten und bewerteten sind %1 %2</translation>
    </message>
    <message>
        <source>; of those that were looked at %1 are %2</source>
        <translation>; von den betrachteten sind %1 %2</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
    <message>
        <source>load:</source>
        <translation>Last:</translation>
    </message>
    <message>
        <source>%1 %2 came back</source>
        <translation>%1 %2 kam zurück</translation>
    </message>
    <message>
        <source> (%1 before)</source>
        <translation> (zuvor %1)</translation>
    </message>
    <message>
        <source>%1: its clock is off by %2</source>
        <translation>%1: die Uhr geht um %2 falsch</translation>
    </message>
    <message>
        <source>Bad model version</source>
        <translation>Schlechte Modellversion</translation>
    </message>
    <message>
        <source>Corrupted fine-tune</source>
        <translation>Verdorbenes Fine-Tuning</translation>
    </message>
    <message>
        <source>Prompt regression</source>
        <translation>Verschlechterter Prompt</translation>
    </message>
    <message>
        <source>Silent context truncation</source>
        <translation>Still abgeschnittener Kontext</translation>
    </message>
    <message>
        <source>Incoherence under load</source>
        <translation>Zerfall unter Last</translation>
    </message>
    <message>
        <source>Stale or poisoned retrieval index</source>
        <translation>Veralteter oder vergifteter Suchindex</translation>
    </message>
    <message>
        <source>Judge drift</source>
        <translation>Drift des Bewerters</translation>
    </message>
    <message>
        <source>Agent loop</source>
        <translation>Agent in einer Schleife</translation>
    </message>
    <message>
        <source>Telemetry fault</source>
        <translation>Fehler der Telemetrie</translation>
    </message>
    <message>
        <source>Nothing rose in this time that can be told from chance.</source>
        <translation>In dieser Zeit stieg nichts, das sich von Zufall unterscheiden lässt.</translation>
    </message>
    <message>
        <source>answers that fall apart are what overload gives</source>
        <translation>zerfallende Antworten sind, was Überlast ergibt</translation>
    </message>
    <message>
        <source>answers under overload fall apart, and these do not</source>
        <translation>Antworten unter Überlast zerfallen, und diese nicht</translation>
    </message>
    <message>
        <source>a spoilt fine-tune states other figures than it was given, or loses the thread</source>
        <translation>verdorbenes Fine-Tuning nennt andere Zahlen als gegeben oder verliert den Faden</translation>
    </message>
    <message>
        <source>names that do not exist are what a model makes up</source>
        <translation>Namen, die es nicht gibt, sind, was ein Modell erfindet</translation>
    </message>
    <message>
        <source>a worse model shows like this</source>
        <translation>so zeigt sich ein schlechteres Modell</translation>
    </message>
    <message>
        <source>form, tone and refusals follow the prompt</source>
        <translation>Form, Ton und Ablehnungen folgen dem Prompt</translation>
    </message>
    <message>
        <source>keeping to the passages, and limits of length, are set with the prompt</source>
        <translation>das Festhalten an den Passagen und Längengrenzen setzt der Prompt</translation>
    </message>
    <message>
        <source>what a model never saw it makes up, or contradicts</source>
        <translation>was ein Modell nie sah, erfindet es, oder es widerspricht ihm</translation>
    </message>
    <message>
        <source>answers from a bad index keep to what was found, and these do not</source>
        <translation>Antworten aus einem schlechten Index halten sich an das Gefundene, und diese nicht</translation>
    </message>
    <message>
        <source>answers that clash with what was said before are what a changed source gives</source>
        <translation>Antworten, die früher Gesagtem widersprechen, sind, was eine geänderte Quelle ergibt</translation>
    </message>
    <message>
        <source>since then %1 are %2, before it %3; all answers since are of it</source>
        <translation>seither sind %1 %2, davor %3; alle Antworten seither gehören dazu</translation>
    </message>
    <message>
        <source>since then %1 are %2, before it %3; all that were judged since are of it</source>
        <translation>seither sind %1 %2, davor %3; alle seither bewerteten gehören dazu</translation>
    </message>
    <message>
        <source>%1 with it are %2, of others at the same time %3, before it %4</source>
        <translation>damit sind %1 %2, von anderen zur selben Zeit %3, davor %4</translation>
    </message>
    <message>
        <source>%1 before the onset</source>
        <translation>%1 vor dem Beginn</translation>
    </message>
    <message>
        <source>%1 after the onset</source>
        <translation>%1 nach dem Beginn</translation>
    </message>
    <message>
        <source>%1 of %2 at %3, %4</source>
        <translation>%1 von %2 um %3, %4</translation>
    </message>
    <message>
        <source>%1 at %3, %4</source>
        <translation>%1 um %3, %4</translation>
    </message>
    <message>
        <source>; it reached the same answers as %1</source>
        <translation>; es erreichte dieselben Antworten wie: %1</translation>
    </message>
    <message>
        <source>most of the answers that are %1 since then did not have it: %2 of %3</source>
        <translation>die meisten der Antworten, die seither %1 sind, hatten es nicht: %2 von %3</translation>
    </message>
    <message>
        <source>%1: nothing is left of it among answers that are alike in %2</source>
        <translation>%1: nichts bleibt davon unter Antworten, die hierin gleich sind: %2</translation>
    </message>
    <message>
        <source>%1: it came after the onset, when answers were %2 already</source>
        <translation>%1: es kam nach dem Beginn, als Antworten schon %2 waren</translation>
    </message>
    <message>
        <source>%1: answers without it are %2, %3 against %4 with it</source>
        <translation>%1: Antworten ohne es sind %2, %3 gegen %4 damit</translation>
    </message>
    <message>
        <source>%1: it reached %2 of %3 answers since</source>
        <translation>%1: es erreichte %2 von %3 Antworten seither</translation>
    </message>
    <message>
        <source>%1: no worse with it, %2 against %3 before</source>
        <translation>%1: damit nicht schlechter, %2 gegen %3 davor</translation>
    </message>
    <message>
        <source>no %1 is new or took more of the answers; %2 serves most</source>
        <translation>nichts ist neu oder übernahm mehr Antworten (%1); meist dient %2</translation>
    </message>
    <message>
        <source>no %1 is new or took more of the answers; several serve</source>
        <translation>nichts ist neu oder übernahm mehr Antworten (%1); mehrere dienen</translation>
    </message>
    <message>
        <source>the %1 did not change: %2 all along</source>
        <translation>unverändert (%1): durchgehend %2</translation>
    </message>
    <message>
        <source>the %1 did not change</source>
        <translation>unverändert: %1</translation>
    </message>
    <message>
        <source>The telemetry tells no %1.</source>
        <translation>Die Telemetrie nennt dies nicht: %1.</translation>
    </message>
    <message>
        <source>it is %1 that fails: %2</source>
        <translation>es ist %1, was durchfällt: %2</translation>
    </message>
    <message>
        <source>Whether it is this or %1 at %2: both reached the same answers. If going back here does not help, go back there.</source>
        <translation>Ob es dies ist oder %1 um %2: beide erreichten dieselben Antworten. Hilft das Zurückgehen hier nicht, dort zurückgehen.</translation>
    </message>
    <message>
        <source>%1 at %2 may have brought it</source>
        <translation>%1 um %2 kann es gebracht haben</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>Inputs%1 are counted with fewer tokens than before, long and short ones alike: that is another way of counting, and tells of no limit.</source>
        <translation>Eingaben%1 werden mit weniger Tokens als zuvor gezählt, lange wie kurze: das ist eine andere Zählweise und zeigt keine Grenze.</translation>
    </message>
    <message>
        <source>of the inputs%1 %2 have far fewer tokens than their characters need, before %3; the longest counts %4 tokens</source>
        <translation>von den Eingaben%1 haben %2 weit weniger Tokens, als ihre Zeichen brauchen, zuvor %3; die längste zählt %4 Tokens</translation>
    </message>
    <message>
        <source>the truncation check finds the input%1 cut in %2, before in %3</source>
        <translation>die Prüfung auf Abschneiden findet die Eingabe%1 abgeschnitten: %2, zuvor %3</translation>
    </message>
    <message>
        <source>inputs have as many tokens as their characters need: %1 are counted short, before %2</source>
        <translation>Eingaben haben so viele Tokens, wie ihre Zeichen brauchen: zu kurz gezählt sind %1, zuvor %2</translation>
    </message>
    <message>
        <source>Input tokens beside the text of the input: without both it cannot be told whether all of it reached the model.</source>
        <translation>Eingabe-Tokens neben dem Text der Eingabe: ohne beides lässt sich nicht sagen, ob alles das Modell erreichte.</translation>
    </message>
    <message>
        <source>of answers whose input was counted short %1 are %2, of the others %3</source>
        <translation>von Antworten mit zu kurz gezählter Eingabe sind %1 %2, von den anderen %3</translation>
    </message>
    <message>
        <source>it is the output that is cut, in %1, before in %2</source>
        <translation>die Ausgabe ist abgeschnitten: %1, zuvor %2</translation>
    </message>
    <message>
        <source>Part of what %1 sends to its model never reaches it, and nothing says so.</source>
        <translation>Ein Teil dessen, was %1 an sein Modell sendet, erreicht es nie, und nichts sagt es.</translation>
    </message>
    <message>
        <source>Trip the breaker: the fallback has another window; then send less, or to a model that keeps all of it.</source>
        <translation>Den Breaker auslösen: die Ausweichlösung hat ein anderes Fenster; dann weniger senden, oder an ein Modell, das alles behält.</translation>
    </message>
    <message>
        <source>Inputs are counted with as many tokens as before the onset for as many characters.</source>
        <translation>Eingaben werden bei ebenso vielen Zeichen mit ebenso vielen Tokens gezählt wie vor dem Beginn.</translation>
    </message>
    <message>
        <source>our validators see no change, as where answers keep to passages that are wrong: %1 failed one, before %2</source>
        <translation>unsere Prüfungen sehen keine Änderung, wie wo Antworten sich an falsche Passagen halten: durchgefallen %1, zuvor %2</translation>
    </message>
    <message>
        <source>of answers that were given %1 %2 are %3, of those given others %4</source>
        <translation>von Antworten, denen %1 gegeben war, sind %2 %3, von denen mit anderen %4</translation>
    </message>
    <message>
        <source>Which passages answers rest on is not in the telemetry.</source>
        <translation>Auf welchen Passagen Antworten beruhen, ist nicht in der Telemetrie.</translation>
    </message>
    <message>
        <source>answers that were given no passages are %1 as well: %2, with passages %3</source>
        <translation>Antworten ohne gegebene Passagen sind auch %1: %2, mit Passagen %3</translation>
    </message>
    <message>
        <source>Answers of %1 follow passages that are wrong, %2 above all.</source>
        <translation>Antworten von %1 folgen falschen Passagen, vor allem %2.</translation>
    </message>
    <message>
        <source>Answers of %1 follow passages that are wrong.</source>
        <translation>Antworten von %1 folgen falschen Passagen.</translation>
    </message>
    <message>
        <source>Go back to index %1, which was searched before.</source>
        <translation>Auf Index %1 zurückgehen, der zuvor durchsucht wurde.</translation>
    </message>
    <message>
        <source>Go back to the index before; the recording does not tell which it was.</source>
        <translation>Auf den Index davor zurückgehen; die Aufzeichnung sagt nicht, welcher es war.</translation>
    </message>
    <message>
        <source>Answers that rest on no passage, or on the index before, are %1.</source>
        <translation>Antworten, die auf keiner Passage oder auf dem Index davor beruhen, sind %1.</translation>
    </message>
    <message>
        <source>%1 requests call a tool again with the same arguments, before %2</source>
        <translation>Anfragen, die ein Werkzeug mit denselben Argumenten noch einmal aufrufen: %1, zuvor %2</translation>
    </message>
    <message>
        <source>no request of it calls a tool</source>
        <translation>keine Anfrage davon ruft ein Werkzeug auf</translation>
    </message>
    <message>
        <source>The arguments of tools are not captured: whether a call is the same one again cannot be told.</source>
        <translation>Die Argumente von Werkzeugen sind nicht erfasst: ob ein Aufruf noch einmal derselbe ist, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>Too few requests with tools were seen.</source>
        <translation>Zu wenige Anfragen mit Werkzeugen wurden gesehen.</translation>
    </message>
    <message>
        <source>a request makes %1 calls of tools, before %2</source>
        <translation>eine Anfrage macht %1 Werkzeugaufrufe, zuvor %2</translation>
    </message>
    <message>
        <source>a request makes %1 calls of models, before %2</source>
        <translation>eine Anfrage macht %1 Modellaufrufe, zuvor %2</translation>
    </message>
    <message>
        <source>of answers behind repeated calls %1 are %2, of the others %3</source>
        <translation>von Antworten hinter wiederholten Aufrufen sind %1 %2, von den anderen %3</translation>
    </message>
    <message>
        <source>Requests to %1 run in circles: the same tool, the same arguments.</source>
        <translation>Anfragen an %1 drehen sich im Kreis: dasselbe Werkzeug, dieselben Argumente.</translation>
    </message>
    <message>
        <source>Limit a request to %1 call of tools; before the onset it made %2.</source>
        <translation>Eine Anfrage auf %1 Werkzeugaufruf begrenzen; vor dem Beginn machte sie %2.</translation>
    </message>
    <message>
        <source>Limit a request to %1 calls of tools; before the onset it made %2.</source>
        <translation>Eine Anfrage auf %1 Werkzeugaufrufe begrenzen; vor dem Beginn machte sie %2.</translation>
    </message>
    <message>
        <source>Traces of answers call no tool twice with the same arguments.</source>
        <translation>Traces von Antworten rufen kein Werkzeug zweimal mit denselben Argumenten auf.</translation>
    </message>
    <message>
        <source>Traces of answers that are %1 call no tool twice with the same arguments.</source>
        <translation>Traces von Antworten, die %1 sind, rufen kein Werkzeug zweimal mit denselben Argumenten auf.</translation>
    </message>
    <message>
        <source>not known is how it does on a golden set: none is given</source>
        <translation>nicht bekannt ist, wie er an einem Goldsatz abschneidet: es ist keiner gegeben</translation>
    </message>
    <message>
        <source>not known is how it does on the golden set: it has met none of its answers since</source>
        <translation>nicht bekannt ist, wie er am Goldsatz abschneidet: er traf seither keine von dessen Antworten</translation>
    </message>
    <message>
        <source>it judges with %1 and did with %2</source>
        <translation>er bewertet mit %1 und zuvor mit %2</translation>
    </message>
    <message>
        <source>its model is as before, %1</source>
        <translation>sein Modell ist wie zuvor, %1</translation>
    </message>
    <message>
        <source>it answers after %1, before it was %2</source>
        <translation>er antwortet nach %1, zuvor nach %2</translation>
    </message>
    <message>
        <source>with our validators it agrees on %1, before on %2</source>
        <translation>mit unseren Prüfungen stimmt er überein bei %1, zuvor bei %2</translation>
    </message>
    <message>
        <source>of our own checks %1 answers failed one, before %2</source>
        <translation>bei unseren eigenen Prüfungen durchgefallen: %1, zuvor %2</translation>
    </message>
    <message>
        <source>Both: the judge drifted, and the answers got worse by our own checks:</source>
        <translation>Beides: der Bewerter driftete, und die Antworten wurden nach unseren eigenen Prüfungen schlechter:</translation>
    </message>
    <message>
        <source>The judge drifted, not the model:</source>
        <translation>Der Bewerter driftete, nicht das Modell:</translation>
    </message>
    <message>
        <source>The answers got worse, and the judge says so:</source>
        <translation>Die Antworten wurden schlechter, und der Bewerter sagt es:</translation>
    </message>
    <message>
        <source>The answers got worse, not the judge, in a way that only it sees:</source>
        <translation>Die Antworten wurden schlechter, nicht der Bewerter, auf eine Weise, die nur er sieht:</translation>
    </message>
    <message>
        <source>The answers got worse, not the judge: those with %1 are worse than others at the same time;</source>
        <translation>Die Antworten wurden schlechter, nicht der Bewerter: die mit %1 sind schlechter als andere zur selben Zeit;</translation>
    </message>
    <message>
        <source>The judge drifted, not the model: it is another one, and our validators see no change:</source>
        <translation>Der Bewerter driftete, nicht das Modell: er ist ein anderer, und unsere Prüfungen sehen keine Änderung:</translation>
    </message>
    <message>
        <source>Judge or model: our validators see no change, and nothing shows that the judge is another one:</source>
        <translation>Bewerter oder Modell: unsere Prüfungen sehen keine Änderung, und nichts zeigt, dass der Bewerter ein anderer ist:</translation>
    </message>
    <message>
        <source>Judge or model: it cannot be told, as too little else looks at these answers:</source>
        <translation>Bewerter oder Modell: das lässt sich nicht sagen, da sonst zu wenig diese Antworten betrachtet:</translation>
    </message>
    <message>
        <source>Whether the judge sees a change cannot be told (n = %1):</source>
        <translation>Ob der Bewerter eine Änderung sieht, lässt sich nicht sagen (n = %1):</translation>
    </message>
    <message>
        <source>Neither judge nor validators see a change:</source>
        <translation>Weder Bewerter noch unsere Prüfungen sehen eine Änderung:</translation>
    </message>
    <message>
        <source>The judge sees no change, and our validators saw too few answers to tell:</source>
        <translation>Der Bewerter sieht keine Änderung, und unsere Prüfungen sahen zu wenige Antworten, um es zu sagen:</translation>
    </message>
    <message>
        <source>The answers got worse, and the judge does not see it:</source>
        <translation>Die Antworten wurden schlechter, und der Bewerter sieht es nicht:</translation>
    </message>
    <message>
        <source>The answers got worse by our own checks; whether the judge sees it cannot be told (n = %1):</source>
        <translation>Die Antworten wurden nach unseren eigenen Prüfungen schlechter; ob der Bewerter es sieht, lässt sich nicht sagen (n = %1):</translation>
    </message>
    <message>
        <source>%1 (%2 to %3) of %4</source>
        <translation>%1 (%2 bis %3) von %4</translation>
    </message>
    <message>
        <source>with the golden set it agrees on %1, before on %2</source>
        <translation>mit dem Goldsatz stimmt er überein bei %1, zuvor bei %2</translation>
    </message>
    <message>
        <source>%1 fails %2, before %3</source>
        <translation>bei %1 durchgefallen: %2, zuvor %3</translation>
    </message>
    <message>
        <source>%1 calls in flight</source>
        <translation>%1 laufende Aufrufe</translation>
    </message>
    <message>
        <source>the judge&apos;s model is as before: %1</source>
        <translation>das Modell des Bewerters ist wie zuvor: %1</translation>
    </message>
    <message>
        <source>The judge&apos;s own model and version: its calls are not in the telemetry.</source>
        <translation>Eigenes Modell und Version des Bewerters: seine Aufrufe sind nicht in der Telemetrie.</translation>
    </message>
    <message>
        <source>How long the judge takes.</source>
        <translation>Wie lange der Bewerter braucht.</translation>
    </message>
    <message>
        <source>it judges after %1, before the onset after %2</source>
        <translation>er bewertet nach %1, vor dem Beginn nach %2</translation>
    </message>
    <message>
        <source>Agreement with a golden set: none is given.</source>
        <translation>Übereinstimmung mit einem Goldsatz: es ist keiner gegeben.</translation>
    </message>
    <message>
        <source>Agreement with the golden set: the judge has met none of its answers since.</source>
        <translation>Übereinstimmung mit dem Goldsatz: der Bewerter traf seither keine von dessen Antworten.</translation>
    </message>
    <message>
        <source>Agreement with the golden set before the onset; since then it is %1.</source>
        <translation>Übereinstimmung mit dem Goldsatz vor dem Beginn; seither ist sie %1.</translation>
    </message>
    <message>
        <source>Agreement with the golden set: too few of its answers were judged to tell, %1.</source>
        <translation>Übereinstimmung mit dem Goldsatz: zu wenige von dessen Antworten wurden bewertet, um es zu sagen, %1.</translation>
    </message>
    <message>
        <source>it disagrees with our validators in %1, before in %2</source>
        <translation>er widerspricht unseren Prüfungen bei %1, zuvor bei %2</translation>
    </message>
    <message>
        <source>another judge&apos;s check sees it as well: %1</source>
        <translation>die Prüfung eines anderen Bewerters sieht es ebenso: %1</translation>
    </message>
    <message>
        <source>another check by a judge sees no change: %1</source>
        <translation>eine andere Prüfung durch einen Bewerter sieht keine Änderung: %1</translation>
    </message>
    <message>
        <source>%2 other checks by judges see no change: %1</source>
        <translation>%2 andere Prüfungen durch Bewerter sehen keine Änderung: %1</translation>
    </message>
    <message>
        <source>%1 tells answers that are %2 from others of the same time, of which a judge that drifted knows nothing: %3 against %4</source>
        <translation>%1 trennt Antworten, die %2 sind, von anderen derselben Zeit, wovon ein gedrifteter Bewerter nichts weiß: %3 gegen %4</translation>
    </message>
    <message>
        <source>%1 answers failed one of our validators, before %2</source>
        <translation>bei einer unserer Prüfungen durchgefallen: %1, zuvor %2</translation>
    </message>
    <message>
        <source>What our validators say: they have looked at too few of these answers.</source>
        <translation>Was unsere Prüfungen sagen: sie haben zu wenige dieser Antworten betrachtet.</translation>
    </message>
    <message>
        <source>%1 fell for other services as well: %2 fail, before %3</source>
        <translation>%1 fiel auch bei anderen Diensten: durchgefallen %2, zuvor %3</translation>
    </message>
    <message>
        <source>%1 is as before for other services: %2 fail, before %3</source>
        <translation>%1 ist bei anderen Diensten wie zuvor: durchgefallen %2, zuvor %3</translation>
    </message>
    <message>
        <source>at times unknown from</source>
        <translation>zu unbekannter Zeit gegenüber</translation>
    </message>
    <message>
        <source>%1 before</source>
        <translation>%1 vor</translation>
    </message>
    <message>
        <source>%1 after</source>
        <translation>%1 nach</translation>
    </message>
    <message>
        <source>no judge had a part in it: our own %1 says so</source>
        <translation>kein Bewerter hatte Anteil daran: unsere eigene Prüfung %1 sagt es</translation>
    </message>
    <message>
        <source>no judge had a part in it: what was counted says so</source>
        <translation>kein Bewerter hatte Anteil daran: das Gezählte sagt es</translation>
    </message>
    <message>
        <source>The answers are as before; the judge has changed its mind.</source>
        <translation>Die Antworten sind wie zuvor; der Bewerter hat seine Meinung geändert.</translation>
    </message>
    <message>
        <source>The answers are as before; the judge behind %1 has changed its mind.</source>
        <translation>Die Antworten sind wie zuvor; der Bewerter hinter %1 hat seine Meinung geändert.</translation>
    </message>
    <message>
        <source>Go back to judge %1, and leave the service alone.</source>
        <translation>Auf den Bewerter %1 zurückgehen und den Dienst in Ruhe lassen.</translation>
    </message>
    <message>
        <source>Pin the judge to the version before, and leave the service alone.</source>
        <translation>Den Bewerter an die Version davor anheften und den Dienst in Ruhe lassen.</translation>
    </message>
    <message>
        <source>The judge scores answers from before the onset, or a golden set, as it did then.</source>
        <translation>Der Bewerter wertet Antworten von vor dem Beginn, oder einen Goldsatz, wie damals.</translation>
    </message>
    <message>
        <source>%1 answers came with their text cut, before %2</source>
        <translation>Antworten mit abgeschnittenem Text: %1, zuvor %2</translation>
    </message>
    <message>
        <source>%1 answers came without text, before %2</source>
        <translation>Antworten ohne Text: %1, zuvor %2</translation>
    </message>
    <message>
        <source>%1 answers tell times far from when they came, before %2: on the average they came %3 their end, before %4</source>
        <translation>Antworten, deren Zeiten weit von ihrer Ankunft liegen: %1, zuvor %2: im Mittel kamen sie %3 ihrem Ende, zuvor %4</translation>
    </message>
    <message>
        <source>%1 had answers to look at, and failed them</source>
        <translation>%1 hatte Antworten zu betrachten und ließ sie durchfallen</translation>
    </message>
    <message>
        <source>the %1 is told no more</source>
        <translation>nicht mehr gemeldet: %1</translation>
    </message>
    <message>
        <source>%1 answers a minute are seen, before %2</source>
        <translation>%1 Antworten je Minute werden gesehen, zuvor %2</translation>
    </message>
    <message>
        <source>The service is as before; what it sends of itself is not.</source>
        <translation>Der Dienst ist wie zuvor; was er von sich sendet, ist es nicht.</translation>
    </message>
    <message>
        <source>Go back to %1, and move nothing of the service.</source>
        <translation>Auf %1 zurückgehen und am Dienst nichts bewegen.</translation>
    </message>
    <message>
        <source>Find what stands between service and console; move nothing of the service.</source>
        <translation>Herausfinden, was zwischen Dienst und Konsole steht; am Dienst nichts bewegen.</translation>
    </message>
    <message>
        <source>Answers that are %1 came with their whole text, dated when they came, as ever.</source>
        <translation>Antworten, die %1 sind, kamen mit ganzem Text und der Zeit ihres Eingangs, wie immer.</translation>
    </message>
    <message>
        <source>Answers since the onset came with their whole text, dated when they came, as ever.</source>
        <translation>Antworten seit dem Beginn kamen mit ganzem Text und der Zeit ihres Eingangs, wie immer.</translation>
    </message>
    <message>
        <source>none of our validators sees a change: %1 failed one, before %2</source>
        <translation>keine unserer Prüfungen sieht eine Änderung: durchgefallen %1, zuvor %2</translation>
    </message>
    <message>
        <source>Go back to %1 %2, which it took the place of.</source>
        <translation>Zurückgehen auf %1 %2, an dessen Stelle es trat.</translation>
    </message>
    <message>
        <source>Go back to what it took the place of, %1; the recording does not tell which is good.</source>
        <translation>Auf das zurückgehen, an dessen Stelle es trat: %1; die Aufzeichnung sagt nicht, was davon gut ist.</translation>
    </message>
    <message>
        <source>Go to another %1; the recording does not tell which was good.</source>
        <translation>Auf einen anderen Stand gehen (%1); die Aufzeichnung sagt nicht, welcher gut war.</translation>
    </message>
    <message>
        <source>Answers of %1 are %2 because of their %3, %4.</source>
        <translation>Antworten von %1 sind %2 wegen: %3 %4.</translation>
    </message>
    <message>
        <source>Answers of %1 are %2 because of their %3.</source>
        <translation>Antworten von %1 sind %2 wegen: %3.</translation>
    </message>
    <message>
        <source>Answers of another %1 that began after the onset are %2, or answers of %3 from before it were.</source>
        <translation>Nach dem Beginn begonnene Antworten mit anderem Stand (%1) sind %2, oder Antworten von %3 von davor waren es.</translation>
    </message>
    <message>
        <source>Answers of another %1 that began after the onset are %2.</source>
        <translation>Nach dem Beginn begonnene Antworten mit anderem Stand (%1) sind %2.</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>höchstens %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>the knee is at %1 calls in flight (%2)</source>
        <translation>der Knick liegt bei %1 laufenden Aufrufen (%2)</translation>
    </message>
    <message>
        <source>; both wandered slowly, so that it may be chance</source>
        <translation>; beide wanderten langsam, so dass es Zufall sein kann</translation>
    </message>
    <message>
        <source>the more calls are in flight, the more answers are %2: %1, without a knee</source>
        <translation>je mehr Aufrufe laufen, desto mehr Antworten sind %2: %1, ohne Knick</translation>
    </message>
    <message>
        <source>the more calls are in flight, the more answers are %3: %1; %2, below it the share is even</source>
        <translation>je mehr Aufrufe laufen, desto mehr Antworten sind %3: %1; %2, darunter ist der Anteil gleichmäßig</translation>
    </message>
    <message>
        <source>the more calls are in flight, the more answers are %3: %1; %2, above it the share is even</source>
        <translation>je mehr Aufrufe laufen, desto mehr Antworten sind %3: %1; %2, darüber ist der Anteil gleichmäßig</translation>
    </message>
    <message>
        <source>since the onset, of answers with more than %1 calls in flight %2 are %3, of the others %4</source>
        <translation>seit dem Beginn sind von Antworten bei mehr als %1 laufenden Aufrufen %2 %3, von den anderen %4</translation>
    </message>
    <message>
        <source>it does not go with the calls in flight: %1</source>
        <translation>es geht nicht mit den laufenden Aufrufen: %1</translation>
    </message>
    <message>
        <source>How answers that are %1 go with the load: too few were seen at too few loads.</source>
        <translation>Wie Antworten, die %1 sind, mit der Last gehen: zu wenige wurden bei zu wenigen Lasten gesehen.</translation>
    </message>
    <message>
        <source>To be under the knee at %1 calls in flight it may be less.</source>
        <translation>Um unter dem Knick bei %1 laufenden Aufrufen zu sein, kann es weniger sein.</translation>
    </message>
    <message>
        <source>To be under the knee at %1 calls in flight none has to be: it was %2 on the average since the onset.</source>
        <translation>Um unter dem Knick bei %1 laufenden Aufrufen zu sein, muss nichts abgewiesen werden: seit dem Beginn waren es im Mittel %2.</translation>
    </message>
    <message>
        <source>To be under the knee at %1 calls in flight it is %2, from %3 on the average since the onset.</source>
        <translation>Um unter dem Knick bei %1 laufenden Aufrufen zu sein, sind es %2, von %3 im Mittel seit dem Beginn.</translation>
    </message>
    <message>
        <source>Shed load until answers are whole again. From around %1 calls in flight more answers are %2.</source>
        <translation>Last abweisen, bis Antworten wieder ganz sind. Ab etwa %1 laufenden Aufrufen sind mehr Antworten %2.</translation>
    </message>
    <message>
        <source>Shed load until answers are whole again.</source>
        <translation>Last abweisen, bis Antworten wieder ganz sind.</translation>
    </message>
    <message>
        <source>Shed %1 of the requests, to be under the knee and to be back at the load that was usual before the onset, at a crest too, for which %2 would do.</source>
        <translation>%1 der Anfragen abweisen, um unter dem Knick und wieder bei der vor dem Beginn üblichen Last zu sein, auch in Spitzen, wofür %2 genügten.</translation>
    </message>
    <message>
        <source>Shed %1 of the requests, to be back at the load that was usual before the onset, at a crest too.</source>
        <translation>%1 der Anfragen abweisen, um wieder bei der vor dem Beginn üblichen Last zu sein, auch in Spitzen.</translation>
    </message>
    <message>
        <source>Serve without the adapter: there was none before.</source>
        <translation>Ohne den Adapter bedienen: zuvor gab es keinen.</translation>
    </message>
    <message>
        <source>load is as before: %1 calls in flight, before %2</source>
        <translation>die Last ist wie zuvor: %1 laufende Aufrufe, zuvor %2</translation>
    </message>
    <message>
        <source>When calls begin and end is not told, so load is not known.</source>
        <translation>Wann Aufrufe beginnen und enden, ist nicht gemeldet, darum ist die Last nicht bekannt.</translation>
    </message>
    <message>
        <source>calls take %1, before %2</source>
        <translation>Aufrufe dauern %1, zuvor %2</translation>
    </message>
    <message>
        <source>Answers of %1 are %2 because more is asked of it than it can serve.</source>
        <translation>Antworten von %1 sind %2, weil mehr verlangt wird, als der Dienst leisten kann.</translation>
    </message>
    <message>
        <source>Answers at low load since the onset are %1 as those at high load.</source>
        <translation>Antworten bei niedriger Last seit dem Beginn sind %1 wie die bei hoher Last.</translation>
    </message>
</context>
<context>
    <name>charts::ChartHeader</name>
    <message>
        <source> to </source>
        <translation> bis </translation>
    </message>
    <message>
        <source>The values are those of the newest points drawn, or under the pointer. n counts the answers behind them, with the time they are of.</source>
        <translation>Die Werte sind die der neuesten gezeichneten Punkte oder die unter dem Zeiger. n zählt die Antworten dahinter, mit der Zeit, aus der sie sind.</translation>
    </message>
    <message>
        <source>failed: share of answers that the check calls wrong. mean badness: how wrong they are on average, 0 % good to 100 % bad. was: the share that was usual before the newest alarm (dashed).</source>
        <translation>Fehleranteil: Anteil der Antworten, die die Prüfung falsch nennt. mittlerer Fehlergrad: wie falsch sie im Mittel sind, 0 % gut bis 100 % schlecht. war: der vor dem neuesten Alarm übliche Anteil (gestrichelt).</translation>
    </message>
</context>
<context>
    <name>charts::ChartPanel</name>
    <message>
        <source>n %1, %2</source>
        <translation>n %1, %2</translation>
    </message>
    <message>
        <source>was</source>
        <translation>war</translation>
    </message>
    <message>
        <source>n 0 at %1</source>
        <translation>n 0 bei %1</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>keine Daten</translation>
    </message>
    <message>
        <source>n 0 · last %1</source>
        <translation>n 0 · zuletzt %1</translation>
    </message>
    <message>
        <source>n %1 in %2 to %3</source>
        <translation>n %1 von %2 bis %3</translation>
    </message>
</context>
<context>
    <name>charts::PlotView</name>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 von %2 bis %3</translation>
    </message>
    <message>
        <source>and %1 more lines</source>
        <translation>und %1 weitere Linien</translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation>1 Alarm</translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation>%1 Alarme</translation>
    </message>
    <message>
        <source>1 gap without data</source>
        <translation>1 Lücke ohne Daten</translation>
    </message>
    <message>
        <source>%1 gaps without data</source>
        <translation>%1 Lücken ohne Daten</translation>
    </message>
    <message>
        <source>%1: %2, n %3</source>
        <translation>%1: %2, n %3</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 ab %2</translation>
    </message>
    <message>
        <source>, during an alarm</source>
        <translation>, während eines Alarms</translation>
    </message>
    <message>
        <source>In per cent</source>
        <translation>In Prozent</translation>
    </message>
    <message>
        <source>Per second</source>
        <translation>Je Sekunde</translation>
    </message>
    <message>
        <source>In seconds</source>
        <translation>In Sekunden</translation>
    </message>
    <message>
        <source>In tokens</source>
        <translation>In Token</translation>
    </message>
    <message>
        <source>In numbers</source>
        <translation>In Zahlen</translation>
    </message>
</context>
<context>
    <name>common::GlyphLabel</name>
    <message>
        <source>Well</source>
        <translation>Gut</translation>
    </message>
    <message>
        <source>Alarm raised</source>
        <translation>Alarm ausgelöst</translation>
    </message>
    <message>
        <source>Alarm acknowledged</source>
        <translation>Alarm quittiert</translation>
    </message>
    <message>
        <source>Degraded, no alarm</source>
        <translation>Beeinträchtigt, kein Alarm</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Keine Daten</translation>
    </message>
    <message>
        <source>Content not captured</source>
        <translation>Inhalt nicht erfasst</translation>
    </message>
    <message>
        <source>Inconclusive</source>
        <translation>Nicht eindeutig</translation>
    </message>
    <message>
        <source>Judge unavailable</source>
        <translation>Bewerter nicht verfügbar</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Lever</source>
        <translation>Hebel</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Key moment</source>
        <translation>Schlüsselmoment</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
</context>
<context>
    <name>common::Keymap</name>
    <message>
        <source>Open a recording</source>
        <translation>Eine Aufzeichnung öffnen</translation>
    </message>
    <message>
        <source>Export the trace</source>
        <translation>Den Trace exportieren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation>Verdachtsfälle</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Vorfall</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Ausbreitung</translation>
    </message>
    <message>
        <source>Copy the link to what is shown</source>
        <translation>Den Link auf das Gezeigte kopieren</translation>
    </message>
    <message>
        <source>Open the copied link</source>
        <translation>Den kopierten Link öffnen</translation>
    </message>
    <message>
        <source>Add a note, on the Trace page on what is chosen</source>
        <translation>Eine Notiz hinzufügen, auf der Seite Trace zum Gewählten</translation>
    </message>
    <message>
        <source>Open an incident of the worst alarm, or by hand</source>
        <translation>Einen Vorfall des schwersten Alarms öffnen, oder von Hand</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Etwas suchen</translation>
    </message>
    <message>
        <source>Keys and signs</source>
        <translation>Tasten und Zeichen</translation>
    </message>
    <message>
        <source>Back to live</source>
        <translation>Zurück zu Live</translation>
    </message>
    <message>
        <source>Play and pause</source>
        <translation>Abspielen und anhalten</translation>
    </message>
    <message>
        <source>Play faster</source>
        <translation>Schneller abspielen</translation>
    </message>
    <message>
        <source>Play slower</source>
        <translation>Langsamer abspielen</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>Schritt vor</translation>
    </message>
    <message>
        <source>Back by all that is shown</source>
        <translation>Um alles Gezeigte zurück</translation>
    </message>
    <message>
        <source>Forward by all that is shown</source>
        <translation>Um alles Gezeigte vor</translation>
    </message>
    <message>
        <source>Previous alarm</source>
        <translation>Voriger Alarm</translation>
    </message>
    <message>
        <source>Next alarm</source>
        <translation>Nächster Alarm</translation>
    </message>
    <message>
        <source>Previous action: a lever, a rung, a step of a runbook</source>
        <translation>Vorige Aktion: ein Hebel, eine Sprosse, ein Schritt eines Runbooks</translation>
    </message>
    <message>
        <source>Next action: a lever, a rung, a step of a runbook</source>
        <translation>Nächste Aktion: ein Hebel, eine Sprosse, ein Schritt eines Runbooks</translation>
    </message>
    <message>
        <source>Previous key moment or note</source>
        <translation>Voriger Schlüsselmoment oder vorige Notiz</translation>
    </message>
    <message>
        <source>Next key moment or note</source>
        <translation>Nächster Schlüsselmoment oder nächste Notiz</translation>
    </message>
    <message>
        <source>Loop on and off</source>
        <translation>Schleife an und aus</translation>
    </message>
    <message>
        <source>Loop from the cursor</source>
        <translation>Schleife ab dem Cursor</translation>
    </message>
    <message>
        <source>Loop up to the cursor</source>
        <translation>Schleife bis zum Cursor</translation>
    </message>
    <message>
        <source>As known then, as known now</source>
        <translation>Wie damals bekannt, wie jetzt bekannt</translation>
    </message>
    <message>
        <source>Arm the lever of the runbook&apos;s step</source>
        <translation>Den Hebel des Runbook-Schritts scharf stellen</translation>
    </message>
    <message>
        <source>Held, on the hold button: fire what is armed</source>
        <translation>Gehalten, auf der Haltetaste: auslösen, was scharf ist</translation>
    </message>
    <message>
        <source>Show less time</source>
        <translation>Weniger Zeit zeigen</translation>
    </message>
    <message>
        <source>Show more time</source>
        <translation>Mehr Zeit zeigen</translation>
    </message>
    <message>
        <source>Show all of the recording</source>
        <translation>Die ganze Aufzeichnung zeigen</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Vorige Marke</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>Nächste Marke</translation>
    </message>
    <message>
        <source>Filter the services</source>
        <translation>Dienste filtern</translation>
    </message>
    <message>
        <source>Begin a region, and end it</source>
        <translation>Einen Bereich beginnen und beenden</translation>
    </message>
    <message>
        <source>Next suspect</source>
        <translation>Nächster Verdachtsfall</translation>
    </message>
    <message>
        <source>Previous suspect</source>
        <translation>Voriger Verdachtsfall</translation>
    </message>
    <message>
        <source>In the list: open the trace</source>
        <translation>In der Liste: den Trace öffnen</translation>
    </message>
    <message>
        <source>Where what the suspect says went</source>
        <translation>Wohin ging, was der Verdachtsfall sagt</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>Die Liste filtern</translation>
    </message>
    <message>
        <source>Similar ones together</source>
        <translation>Ähnliche zusammen</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>What they share</source>
        <translation>Was sie gemeinsam haben</translation>
    </message>
    <message>
        <source>Twice: wrong</source>
        <translation>Zweimal: falsch</translation>
    </message>
    <message>
        <source>Twice: sound</source>
        <translation>Zweimal: richtig</translation>
    </message>
    <message>
        <source>Twice: unsure</source>
        <translation>Zweimal: unsicher</translation>
    </message>
    <message>
        <source>Wrong, with a note</source>
        <translation>Falsch, mit Notiz</translation>
    </message>
    <message>
        <source>Sound, with a note</source>
        <translation>Richtig, mit Notiz</translation>
    </message>
    <message>
        <source>Unsure, with a note</source>
        <translation>Unsicher, mit Notiz</translation>
    </message>
    <message>
        <source>Waterfall</source>
        <translation>Wasserfall</translation>
    </message>
    <message>
        <source>Flame</source>
        <translation>Flamme</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>Graph by cause</source>
        <translation>Graph nach Ursache</translation>
    </message>
    <message>
        <source>Table, and back</source>
        <translation>Tabelle, und zurück</translation>
    </message>
    <message>
        <source>Context window</source>
        <translation>Kontextfenster</translation>
    </message>
    <message>
        <source>Good run</source>
        <translation>Guter Lauf</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Search the trace</source>
        <translation>Den Trace durchsuchen</translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation>Nächste Fundstelle</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>Vorige Fundstelle</translation>
    </message>
    <message>
        <source>Next step that failed</source>
        <translation>Nächster fehlgeschlagener Schritt</translation>
    </message>
    <message>
        <source>Previous step that failed</source>
        <translation>Voriger fehlgeschlagener Schritt</translation>
    </message>
    <message>
        <source>Next step that begins a loop</source>
        <translation>Nächster Schritt, der eine Schleife beginnt</translation>
    </message>
    <message>
        <source>Previous step that begins a loop</source>
        <translation>Voriger Schritt, der eine Schleife beginnt</translation>
    </message>
    <message>
        <source>Next step that was tried again</source>
        <translation>Nächster wiederholter Schritt</translation>
    </message>
    <message>
        <source>Previous step that was tried again</source>
        <translation>Voriger wiederholter Schritt</translation>
    </message>
    <message>
        <source>Play the trace and pause</source>
        <translation>Den Trace abspielen und anhalten</translation>
    </message>
    <message>
        <source>End the playback: show all</source>
        <translation>Die Wiedergabe beenden: alles zeigen</translation>
    </message>
    <message>
        <source>A moment back</source>
        <translation>Einen Moment zurück</translation>
    </message>
    <message>
        <source>A moment on</source>
        <translation>Einen Moment weiter</translation>
    </message>
    <message>
        <source>The claim with the least under it</source>
        <translation>Die Aussage mit der schwächsten Grundlage</translation>
    </message>
    <message>
        <source>Bookmark what is chosen</source>
        <translation>Lesezeichen auf das Gewählte</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Zoom to the chosen step</source>
        <translation>Auf den gewählten Schritt zoomen</translation>
    </message>
    <message>
        <source>Colours by kind, by service</source>
        <translation>Farben nach Art, nach Dienst</translation>
    </message>
    <message>
        <source>Next claim, or step of why it is said</source>
        <translation>Nächste Aussage, oder Schritt des Grundes dafür</translation>
    </message>
    <message>
        <source>Previous claim, or step of why it is said</source>
        <translation>Vorige Aussage, oder Schritt des Grundes dafür</translation>
    </message>
    <message>
        <source>The claim with the least under it, then the next</source>
        <translation>Die Aussage mit der schwächsten Grundlage, dann die nächste</translation>
    </message>
    <message>
        <source>The same, back</source>
        <translation>Dasselbe, zurück</translation>
    </message>
    <message>
        <source>Why the chosen claim is said, step by step</source>
        <translation>Warum die gewählte Aussage gemacht wird, Schritt für Schritt</translation>
    </message>
    <message>
        <source>Next step that differs</source>
        <translation>Nächster abweichender Schritt</translation>
    </message>
    <message>
        <source>Previous step that differs</source>
        <translation>Voriger abweichender Schritt</translation>
    </message>
    <message>
        <source>In the list: take the note back</source>
        <translation>In der Liste: die Notiz zurücknehmen</translation>
    </message>
    <message>
        <source>Filter the timeline</source>
        <translation>Den Verlauf filtern</translation>
    </message>
    <message>
        <source>Mark the entry for the report</source>
        <translation>Den Eintrag für den Bericht markieren</translation>
    </message>
    <message>
        <source>Where the selected stretch went</source>
        <translation>Wohin die gewählte Stelle ging</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Runbook and levers</source>
        <translation>Runbook und Hebel</translation>
    </message>
    <message>
        <source>Time bar</source>
        <translation>Zeitleiste</translation>
    </message>
    <message>
        <source>Health page</source>
        <translation>Seite Zustand</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Suspects page</source>
        <translation>Seite Verdachtsfälle</translation>
    </message>
    <message>
        <source>Trace page</source>
        <translation>Seite Trace</translation>
    </message>
    <message>
        <source>Trace: waterfall, flame and graph</source>
        <translation>Trace: Wasserfall, Flamme und Graph</translation>
    </message>
    <message>
        <source>Trace: flame</source>
        <translation>Trace: Flamme</translation>
    </message>
    <message>
        <source>Trace: claims</source>
        <translation>Trace: Aussagen</translation>
    </message>
    <message>
        <source>Trace: good run</source>
        <translation>Trace: guter Lauf</translation>
    </message>
    <message>
        <source>Trace: notes</source>
        <translation>Trace: Notizen</translation>
    </message>
    <message>
        <source>Incident page</source>
        <translation>Seite Vorfall</translation>
    </message>
    <message>
        <source>Selected text</source>
        <translation>Gewählter Text</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>text of a button, its key</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>“%1” keeps its key.</source>
        <translation>„%1“ behält seine Taste.</translation>
    </message>
    <message>
        <source>That is no key that can be pressed at once, alone or with Shift, Ctrl or Alt.</source>
        <translation>Das ist keine Taste, die auf einmal gedrückt werden kann, allein oder mit Umschalt, Strg oder Alt.</translation>
    </message>
    <message>
        <source>%1 is what lists, fields, buttons and dialogs are worked by.</source>
        <translation>%1 bedient Listen, Felder, Knöpfe und Dialoge.</translation>
    </message>
    <message>
        <source>%1 is for what has that letter underlined, in menus and on buttons.</source>
        <translation>%1 ist für das, worin dieser Buchstabe unterstrichen ist, in Menüs und auf Knöpfen.</translation>
    </message>
    <message>
        <source>%1 is the key of “%2” already (%3).</source>
        <translation>%1 ist schon die Taste von „%2“ (%3).</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: no command is called so.</source>
        <translation>%1: kein Befehl heißt so.</translation>
    </message>
    <message>
        <source>“%1” is no key.</source>
        <translation>„%1“ ist keine Taste.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>The guide, about what has the focus</source>
        <translation>Das Handbuch zu dem, was den Fokus hat</translation>
    </message>
    <message>
        <source>Put the finding on the incident&apos;s timeline</source>
        <translation>Den Befund in den Verlauf des Vorfalls setzen</translation>
    </message>
</context>
<context>
    <name>common::MessageBar</name>
    <message>
        <source>Dismiss the message</source>
        <translation>Die Meldung ausblenden</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>common::PlainTextView</name>
    <message>
        <source>Show All</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>%1 of %2 characters are shown.</source>
        <translation>%1 von %2 Zeichen werden gezeigt.</translation>
    </message>
</context>
<context>
    <name>common::SelectionQuestion</name>
    <message>
        <source>Where Did This Go?</source>
        <translation>Wohin ging das?</translation>
    </message>
</context>
<context>
    <name>config</name>
    <message>
        <source> of the team&apos;s configuration</source>
        <translation> der Konfiguration des Teams</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1%2 %3; %4 is used instead.</source>
        <translation>%1%2 %3; stattdessen gilt %4.</translation>
    </message>
    <message>
        <source>%1%2 is &quot;%3&quot; but %4; %5 is used instead.</source>
        <translation>%1%2 ist &quot;%3&quot;, aber %4; stattdessen gilt %5.</translation>
    </message>
    <message>
        <source>cannot come from the team: it is of one machine or person</source>
        <translation>kann nicht vom Team kommen: das gehört zu einem Rechner oder einer Person</translation>
    </message>
    <message>
        <source>default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>team: %1</source>
        <translation>Team: %1</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>von Ihnen</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>Befehlszeile</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Alarms and incidents</source>
        <translation>Alarme und Vorfälle</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeiten</translation>
    </message>
    <message>
        <source>Start and end</source>
        <translation>Start und Ende</translation>
    </message>
    <message>
        <source>People and guards</source>
        <translation>Personen und Schutz</translation>
    </message>
    <message>
        <source>Receiving and recording</source>
        <translation>Empfang und Aufzeichnung</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Team</translation>
    </message>
    <message>
        <source>Desktop notification of a new alarm</source>
        <translation>Desktop-Meldung bei neuem Alarm</translation>
    </message>
    <message>
        <source>A new alarm of a live window is shown on the desktop, too.</source>
        <translation>Ein neuer Alarm eines Live-Fensters erscheint auch auf dem Desktop.</translation>
    </message>
    <message>
        <source>Sound on a new alarm</source>
        <translation>Ton bei neuem Alarm</translation>
    </message>
    <message>
        <source>A new alarm of a live window is heard.</source>
        <translation>Ein neuer Alarm eines Live-Fensters ist zu hören.</translation>
    </message>
    <message>
        <source>File of webhooks</source>
        <translation>Datei der Webhooks</translation>
    </message>
    <message>
        <source>Whom a live window tells of alarms, incidents and levers; without it notify.yaml beside the settings.</source>
        <translation>Wem ein Live-Fenster Alarme, Vorfälle und Hebel meldet; ohne sie notify.yaml neben den Einstellungen.</translation>
    </message>
    <message>
        <source>Acknowledging opens the incident</source>
        <translation>Quittieren öffnet den Vorfall</translation>
    </message>
    <message>
        <source>Who acknowledges an alarm of severity 1 or 2 opens its incident, where none is open.</source>
        <translation>Wer einen Alarm von Schweregrad 1 oder 2 quittiert, öffnet dessen Vorfall, wo keiner offen ist.</translation>
    </message>
    <message>
        <source>Record which views are opened</source>
        <translation>Aufzeichnen, welche Ansichten geöffnet werden</translation>
    </message>
    <message>
        <source>Pages with their filters go into the timeline of a live recording; what was on the screen at a decision always does.</source>
        <translation>Seiten mit ihren Filtern gehen in den Verlauf einer Live-Aufzeichnung; was bei einer Entscheidung auf dem Schirm war, immer.</translation>
    </message>
    <message>
        <source>People who confirm a verdict</source>
        <translation>Personen, die ein Urteil bestätigen</translation>
    </message>
    <message>
        <source>How many different people have to say &quot;wrong&quot; of an answer until that is confirmed.</source>
        <translation>Wie viele verschiedene Personen eine Antwort „falsch“ nennen müssen, bis das bestätigt ist.</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>What you are called in timelines, beside your account, which is who you are.</source>
        <translation>Wie Sie in Verläufen heißen, neben Ihrem Konto, das sagt, wer Sie sind.</translation>
    </message>
    <message>
        <source>File of roles</source>
        <translation>Datei der Rollen</translation>
    </message>
    <message>
        <source>Who may move and approve which levers.</source>
        <translation>Wer welche Hebel bewegen und freigeben darf.</translation>
    </message>
    <message>
        <source>Read-only: move no lever</source>
        <translation>Nur lesen: keinen Hebel bewegen</translation>
    </message>
    <message>
        <source>No lever is moved from this console; a window that was started so has none until the next one.</source>
        <translation>Von dieser Konsole wird kein Hebel bewegt; ein so gestartetes Fenster hat keinen bis zum nächsten.</translation>
    </message>
    <message>
        <source>Shared room</source>
        <translation>Gemeinsamer Raum</translation>
    </message>
    <message>
        <source>Where consoles share an incident: postgresql://USER@HOST/DATABASE?room=NAME or sqlite:FILE.</source>
        <translation>Wo Konsolen einen Vorfall teilen: postgresql://USER@HOST/DATABASE?room=NAME oder sqlite:FILE.</translation>
    </message>
    <message>
        <source>OTLP/HTTP address</source>
        <translation>OTLP/HTTP-Adresse</translation>
    </message>
    <message>
        <source>Where exporters send to a live window; File &gt; Receiving changes it for the one that is open.</source>
        <translation>Wohin Exporter an ein Live-Fenster senden; Datei &gt; Empfang ändert sie für das offene.</translation>
    </message>
    <message>
        <source>OTLP/gRPC address</source>
        <translation>OTLP/gRPC-Adresse</translation>
    </message>
    <message>
        <source>The same for gRPC; empty: none.</source>
        <translation>Dasselbe für gRPC; leer: keine.</translation>
    </message>
    <message>
        <source>Token file</source>
        <translation>Token-Datei</translation>
    </message>
    <message>
        <source>Its first line is what exporters have to show; without it PLUMBLINE_TOKEN_OTLP, or no token.</source>
        <translation>Ihre erste Zeile müssen Exporter vorweisen; ohne sie PLUMBLINE_TOKEN_OTLP, oder kein Token.</translation>
    </message>
    <message>
        <source>TLS certificate</source>
        <translation>TLS-Zertifikat</translation>
    </message>
    <message>
        <source>A PEM file; without it there is no TLS.</source>
        <translation>Eine PEM-Datei; ohne sie kein TLS.</translation>
    </message>
    <message>
        <source>Key of the certificate</source>
        <translation>Schlüssel des Zertifikats</translation>
    </message>
    <message>
        <source>A PEM file without a passphrase.</source>
        <translation>Eine PEM-Datei ohne Passphrase.</translation>
    </message>
    <message>
        <source>How much is kept</source>
        <translation>Wie viel behalten wird</translation>
    </message>
    <message>
        <source>A live recording is a ring of this size or age, as 20GiB or 7d; empty: everything is kept.</source>
        <translation>Eine Live-Aufzeichnung ist ein Ring dieser Größe oder dieses Alters, etwa 20GiB oder 7d; leer: alles bleibt.</translation>
    </message>
    <message>
        <source>The team&apos;s configuration</source>
        <translation>Konfiguration des Teams</translation>
    </message>
    <message>
        <source>A folder, as a git checkout, with plumbline.json or plumbline.yaml, or the https URL of one such file; your own settings go before the team&apos;s.</source>
        <translation>Ein Ordner, etwa ein git-Checkout, mit plumbline.json oder plumbline.yaml, oder die https-URL einer solchen Datei; Ihre eigenen Einstellungen gehen denen des Teams vor.</translation>
    </message>
    <message>
        <source>Secret of that URL</source>
        <translation>Geheimnis dieser URL</translation>
    </message>
    <message>
        <source>The name of the secret that is sent to it as a bearer token; its value is in the keyring or in PLUMBLINE_TOKEN_NAME.</source>
        <translation>Der Name des Geheimnisses, das ihr als Bearer-Token gesendet wird; sein Wert ist im Schlüsselbund oder in PLUMBLINE_TOKEN_NAME.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farbschema</translation>
    </message>
    <message>
        <source>Light or dark colours, with high contrast or without, or as the system has it.</source>
        <translation>Helle oder dunkle Farben, mit hohem Kontrast oder ohne, oder wie das System es hält.</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>How much room rows and controls take.</source>
        <translation>Wie viel Platz Zeilen und Bedienelemente brauchen.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Of the window; recordings and the command line read the same in any.</source>
        <translation>Die des Fensters; Aufzeichnungen und Befehlszeile lauten in jeder gleich.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Schriftgröße</translation>
    </message>
    <message>
        <source>In percent of the usual one, from 90 to 150.</source>
        <translation>In Prozent der üblichen, von 90 bis 150.</translation>
    </message>
    <message>
        <source>Less motion</source>
        <translation>Weniger Bewegung</translation>
    </message>
    <message>
        <source>No text cursor blinks, and what fills does it in steps; on, off, or as the system has it.</source>
        <translation>Kein Textcursor blinkt, und was sich füllt, tut es in Stufen; an, aus, oder wie das System es hält.</translation>
    </message>
    <message>
        <source>No sound and no notification on the desktop at these times; the window shows alarms as ever.</source>
        <translation>Kein Ton und keine Meldung auf dem Desktop zu diesen Zeiten; das Fenster zeigt Alarme wie immer.</translation>
    </message>
    <message>
        <source>Quiet from</source>
        <translation>Ruhe von</translation>
    </message>
    <message>
        <source>In this machine&apos;s time, as 22:00.</source>
        <translation>In der Zeit dieses Rechners, etwa 22:00.</translation>
    </message>
    <message>
        <source>Quiet to</source>
        <translation>Ruhe bis</translation>
    </message>
    <message>
        <source>Of the next day, where it is not after the beginning; the same time: a whole day.</source>
        <translation>Am nächsten Tag, wo es nicht nach dem Beginn liegt; dieselbe Zeit: ein ganzer Tag.</translation>
    </message>
    <message>
        <source>Days of quiet hours</source>
        <translation>Tage der Ruhezeiten</translation>
    </message>
    <message>
        <source>On which they begin: mon,tue,wed,thu,fri,sat,sun or some of these; empty: on none.</source>
        <translation>An denen sie beginnen: mon,tue,wed,thu,fri,sat,sun oder einige davon; leer: an keinem.</translation>
    </message>
    <message>
        <source>Told all the same</source>
        <translation>Trotzdem gemeldet</translation>
    </message>
    <message>
        <source>Alarms from severity 1 up to this one are told although it is quiet; 0: none.</source>
        <translation>Alarme von Schweregrad 1 bis zu diesem werden trotz Ruhe gemeldet; 0: keine.</translation>
    </message>
    <message>
        <source>Welcome at every start</source>
        <translation>Willkommen bei jedem Start</translation>
    </message>
    <message>
        <source>The welcome is shown whenever a window opens, not only the first time.</source>
        <translation>Das Willkommen erscheint bei jedem Öffnen eines Fensters, nicht nur beim ersten.</translation>
    </message>
    <message>
        <source>Go on in the tray</source>
        <translation>Im Infobereich weiterlaufen</translation>
    </message>
    <message>
        <source>A live window that is closed goes on receiving in the tray, where the desktop has one.</source>
        <translation>Ein geschlossenes Live-Fenster empfängt im Infobereich weiter, wo der Desktop einen hat.</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>in the next window</source>
        <translation>im nächsten Fenster</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>High contrast, light</source>
        <translation>Hoher Kontrast, hell</translation>
    </message>
    <message>
        <source>High contrast, dark</source>
        <translation>Hoher Kontrast, dunkel</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>Komfortabel</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Kompakt</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>is larger than %1 bytes</source>
        <translation>ist größer als %1 Byte</translation>
    </message>
    <message>
        <source>byte %1: %2</source>
        <translation>Byte %1: %2</translation>
    </message>
    <message>
        <source>line %1, column %2: %3</source>
        <translation>Zeile %1, Spalte %2: %3</translation>
    </message>
    <message>
        <source>has to be true or false</source>
        <translation>muss true oder false sein</translation>
    </message>
    <message>
        <source>has to be a whole number from %1 to %2</source>
        <translation>muss eine ganze Zahl von %1 bis %2 sein</translation>
    </message>
    <message>
        <source>has to be a text</source>
        <translation>muss ein Text sein</translation>
    </message>
    <message>
        <source>there is no such setting</source>
        <translation>eine solche Einstellung gibt es nicht</translation>
    </message>
    <message>
        <source>has to be keys, as Ctrl+F8</source>
        <translation>muss eine Tastenfolge sein, wie Ctrl+F8</translation>
    </message>
    <message>
        <source>has to be a layout, as JSON</source>
        <translation>muss eine Anordnung als JSON sein</translation>
    </message>
    <message>
        <source>has to be a map of at most %1 texts</source>
        <translation>muss eine Zuordnung von höchstens %1 Texten sein</translation>
    </message>
    <message>
        <source>is no name</source>
        <translation>ist kein Name</translation>
    </message>
    <message>
        <source>the number of the version is missing</source>
        <translation>die Nummer der Version fehlt</translation>
    </message>
    <message>
        <source>version %1 is not known, only %2</source>
        <translation>Version %1 ist nicht bekannt, nur %2</translation>
    </message>
    <message>
        <source>has to be a map of settings</source>
        <translation>muss eine Zuordnung von Einstellungen sein</translation>
    </message>
    <message>
        <source>is not known</source>
        <translation>ist nicht bekannt</translation>
    </message>
    <message>
        <source>cannot come from the team: they are one&apos;s own</source>
        <translation>kann nicht vom Team kommen: das ist jedem selbst überlassen</translation>
    </message>
    <message>
        <source> (and %1 more)</source>
        <translation> (und %1 weitere)</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>has to be one of %1</source>
        <translation>muss eines von %1 sein</translation>
    </message>
    <message>
        <source>has to be a URL</source>
        <translation>muss eine URL sein</translation>
    </message>
    <message>
        <source>has to be a URL without a password: that belongs in the keyring (plumbline secret set NAME)</source>
        <translation>muss eine URL ohne Passwort sein: das gehört in den Schlüsselbund (plumbline secret set NAME)</translation>
    </message>
    <message>
        <source>has to be the whole path of a folder, or an https URL</source>
        <translation>muss der ganze Pfad eines Ordners oder eine https-URL sein</translation>
    </message>
    <message>
        <source>has to be a URL without a user, password or token: name a secret in team/secret</source>
        <translation>muss eine URL ohne Benutzer, Passwort oder Token sein: nennen Sie ein Geheimnis in team/secret</translation>
    </message>
    <message>
        <source>has to be ADDRESS:PORT, as 127.0.0.1:4318</source>
        <translation>muss ADRESSE:PORT sein, wie 127.0.0.1:4318</translation>
    </message>
    <message>
        <source>has to be a time of day, as 22:00</source>
        <translation>muss eine Uhrzeit sein, wie 22:00</translation>
    </message>
    <message>
        <source>has to be days of the week with commas between, as mon,tue,sun</source>
        <translation>muss aus Wochentagen mit Kommas dazwischen bestehen, wie mon,tue,sun</translation>
    </message>
    <message>
        <source>has to be a size or an age, as 20GiB or 7d</source>
        <translation>muss eine Größe oder ein Alter sein, wie 20GiB oder 7d</translation>
    </message>
    <message>
        <source>has to be the name of a secret, in capitals, digits and underscores</source>
        <translation>muss der Name eines Geheimnisses sein, aus Großbuchstaben, Ziffern und Unterstrichen</translation>
    </message>
    <message>
        <source>has to be at most %1 characters</source>
        <translation>darf höchstens %1 Zeichen haben</translation>
    </message>
    <message>
        <source>has to be one line without control characters</source>
        <translation>muss eine Zeile ohne Steuerzeichen sein</translation>
    </message>
</context>
<context>
    <name>dashboard::AlarmStrip</name>
    <message>
        <source>SEV%1 · %2 · since about %3 UTC (%4) · %5</source>
        <translation>SEV%1 · %2 · seit etwa %3 UTC (%4) · %5</translation>
    </message>
    <message>
        <source> · model %1</source>
        <translation> · Modell %1</translation>
    </message>
    <message>
        <source> · shelved by %1 until %2 UTC</source>
        <translation> · zurückgestellt von %1 bis %2 UTC</translation>
    </message>
    <message>
        <source> · suppressed by %1, explained by %2</source>
        <translation> · unterdrückt von %1, erklärt durch %2</translation>
    </message>
    <message>
        <source> · acknowledged by %1</source>
        <translation> · quittiert von %1</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarm: %1</translation>
    </message>
    <message>
        <source> · 1 more alarm of this service</source>
        <translation> · 1 weiterer Alarm dieses Dienstes</translation>
    </message>
    <message>
        <source> · %1 more alarms of this service</source>
        <translation> · %1 weitere Alarme dieses Dienstes</translation>
    </message>
    <message>
        <source> · 1 more shelved or suppressed</source>
        <translation> · 1 weiterer zurückgestellt oder unterdrückt</translation>
    </message>
    <message>
        <source> · %1 more shelved or suppressed</source>
        <translation> · %1 weitere zurückgestellt oder unterdrückt</translation>
    </message>
</context>
<context>
    <name>dashboard::CauseCard</name>
    <message>
        <source>likely</source>
        <translation>wahrscheinlich</translation>
    </message>
    <message>
        <source>possible</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>unlikely</source>
        <translation>unwahrscheinlich</translation>
    </message>
    <message>
        <source>For it</source>
        <translation>Dafür</translation>
    </message>
    <message>
        <source>Against it</source>
        <translation>Dagegen</translation>
    </message>
    <message>
        <source>nothing speaks for it</source>
        <translation>nichts spricht dafür</translation>
    </message>
    <message>
        <source>%1 for it</source>
        <translation>%1 dafür</translation>
    </message>
    <message>
        <source>nothing against</source>
        <translation>nichts dagegen</translation>
    </message>
    <message>
        <source>%1 against</source>
        <translation>%1 dagegen</translation>
    </message>
    <message>
        <source>, %1 not known</source>
        <translation>, %1 nicht bekannt</translation>
    </message>
    <message>
        <source>%1: %2 (%3). %4, %5%6</source>
        <translation>%1: %2 (%3). %4, %5%6</translation>
    </message>
    <message>
        <source>Follow Their Words</source>
        <translation>Ihren Worten folgen</translation>
    </message>
    <message>
        <source>Spread: where the words of the most suspicious answer of this service went, also where no trace leads</source>
        <translation>Ausbreitung: wohin die Worte der verdächtigsten Antwort dieses Dienstes gingen, auch wo kein Trace hinführt</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Cure: %1</source>
        <translation>Abhilfe: %1</translation>
    </message>
    <message>
        <source> Lever %1 to %2.</source>
        <translation> Hebel %1 auf %2.</translation>
    </message>
    <message>
        <source>It is not this if: %1</source>
        <translation>Das ist es nicht, wenn: %1</translation>
    </message>
    <message>
        <source>Show Suspects of That Time</source>
        <translation>Verdachtsfälle dieser Zeit zeigen</translation>
    </message>
    <message>
        <source>Show These</source>
        <translation>Diese zeigen</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>The step of the runbook that moves this lever</source>
        <translation>Der Schritt des Runbooks, der diesen Hebel bewegt</translation>
    </message>
</context>
<context>
    <name>dashboard::CausesPanel</name>
    <message>
        <source>What may be the cause, by what was seen: the figure adds up what speaks for it and against it, each as the logarithm of a likelihood ratio.</source>
        <translation>Was nach dem Gesehenen die Ursache sein kann: die Zahl summiert, was dafür und dagegen spricht, jedes als Logarithmus eines Likelihood-Quotienten.</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>zugeklappt</translation>
    </message>
    <message>
        <source>Causes: being looked for…</source>
        <translation>Ursachen: werden gesucht…</translation>
    </message>
    <message>
        <source>Causes: nothing that rose can be told from chance, in the %1 answers that were looked at</source>
        <translation>Ursachen: nichts Gestiegenes ist vom Zufall zu unterscheiden, in den %1 angesehenen Antworten</translation>
    </message>
    <message>
        <source>Causes: nothing that rose can be told from chance</source>
        <translation>Ursachen: nichts Gestiegenes ist vom Zufall zu unterscheiden</translation>
    </message>
    <message>
        <source>Causes. %1</source>
        <translation>Ursachen. %1</translation>
    </message>
    <message>
        <source>Causes of %1. %2</source>
        <translation>Ursachen von %1. %2</translation>
    </message>
    <message>
        <source>Causes, the likeliest first, as of %1</source>
        <translation>Ursachen, die wahrscheinlichste zuerst, Stand %1</translation>
    </message>
    <message>
        <source>Causes of %1, the likeliest first</source>
        <translation>Ursachen von %1, die wahrscheinlichste zuerst</translation>
    </message>
    <message>
        <source>Causes: being looked for… So far: it %1</source>
        <translation>Ursachen: werden gesucht… Bisher: es %1</translation>
    </message>
    <message>
        <source>Causes at first look. %1</source>
        <translation>Ursachen auf den ersten Blick. %1</translation>
    </message>
    <message>
        <source>Causes of %1, at first look. %2</source>
        <translation>Ursachen von %1, auf den ersten Blick. %2</translation>
    </message>
    <message>
        <source>Causes at first look, from the %1 answers next to the onset; the others are being read</source>
        <translation>Ursachen auf den ersten Blick, aus den %1 Antworten um den Beginn; die übrigen werden gelesen</translation>
    </message>
    <message>
        <source>Causes: they could not be read. So far: it %1</source>
        <translation>Ursachen: sie konnten nicht gelesen werden. Bisher: es %1</translation>
    </message>
    <message>
        <source>Causes: they could not be read.</source>
        <translation>Ursachen: sie konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Causes at first look, from the %1 answers next to the onset; the others could not be read</source>
        <translation>Ursachen auf den ersten Blick, aus den %1 Antworten um den Beginn; die übrigen konnten nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>dashboard::FleetDelegate</name>
    <message>
        <source>n %1</source>
        <translation>n %1</translation>
    </message>
    <message>
        <source>%1 since %2</source>
        <translation>%1 seit %2</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>%1 eingehalten</translation>
    </message>
    <message>
        <source>%1 begun</source>
        <translation>%1 begonnen</translation>
    </message>
    <message>
        <source> +%1</source>
        <translation> +%1</translation>
    </message>
    <message>
        <source>%1 mean</source>
        <translation>%1 Mittel</translation>
    </message>
    <message>
        <source>n 0</source>
        <translation>n 0</translation>
    </message>
    <message>
        <source>n unknown</source>
        <translation>n unbekannt</translation>
    </message>
    <message>
        <source>%1 · last %2</source>
        <translation>%1 · zuletzt %2</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>no result since %1</source>
        <translation>kein Ergebnis seit %1</translation>
    </message>
    <message>
        <source>none since %1</source>
        <translation>keines seit %1</translation>
    </message>
</context>
<context>
    <name>dashboard::FleetMap</name>
    <message>
        <source>All services at a glance, worst at the top. Press to scroll there.</source>
        <translation>Alle Dienste auf einen Blick, der schlechteste oben. Drücken, um dorthin zu rollen.</translation>
    </message>
    <message>
        <source>All services at a glance</source>
        <translation>Alle Dienste auf einen Blick</translation>
    </message>
    <message>
        <source>The same as the fleet beside it, which keys go through.</source>
        <translation>Dasselbe wie die Flotte daneben, durch die die Tasten führen.</translation>
    </message>
</context>
<context>
    <name>dashboard::FleetMatrix</name>
    <message>
        <source>Worst check</source>
        <translation>Schlechteste</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>No service yet</source>
        <translation>Noch kein Dienst</translation>
    </message>
    <message>
        <source>Each service that sends telemetry gets a row here, the worst first.</source>
        <translation>Jeder Dienst, der Telemetrie sendet, bekommt hier eine Zeile, der schlechteste zuerst.</translation>
    </message>
    <message>
        <source>Not read yet</source>
        <translation>Noch nicht gelesen</translation>
    </message>
    <message>
        <source>Each service gets a row as soon as it is known.</source>
        <translation>Jeder Dienst erhält eine Zeile, sobald er bekannt ist.</translation>
    </message>
</context>
<context>
    <name>dashboard::GlyphLegend</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Signs in the fleet: %1</source>
        <translation>Zeichen in der Flotte: %1</translation>
    </message>
</context>
<context>
    <name>dashboard::HealthPage</name>
    <message>
        <source>Show Suspects</source>
        <translation>Verdachtsfälle zeigen</translation>
    </message>
    <message>
        <source>Show What Raised It</source>
        <translation>Auslöser zeigen</translation>
    </message>
    <message>
        <source>No service has this in its name.</source>
        <translation>Kein Dienst hat das in seinem Namen.</translation>
    </message>
    <message>
        <source>Fleet</source>
        <translation>Flotte</translation>
    </message>
    <message>
        <source>Back to the fleet</source>
        <translation>Zurück zur Flotte</translation>
    </message>
    <message>
        <source>The answers that the alarm was raised by, as known then, and no others</source>
        <translation>Die Antworten, die den Alarm auslösten, wie damals bekannt, und keine anderen</translation>
    </message>
    <message>
        <source>Answers of this service in the visible range, most suspicious first</source>
        <translation>Antworten dieses Dienstes im sichtbaren Bereich, die verdächtigsten zuerst</translation>
    </message>
    <message>
        <source>Large: the share of answers that failed the check, in this time. Below: its 95 % interval, n answers with a result, age of the newest.
The charts show the same for each piece of time; an alarm counts from its onset until it was raised.
A check with an open alarm counts from its onset, and says since when: the whole time would mix what was well into it.</source>
        <translation>Groß: der Anteil der Antworten, die in dieser Zeit durchfielen. Darunter: das 95-%-Intervall, n Antworten mit Ergebnis, Alter der neuesten.
Die Diagramme zeigen dasselbe für jedes Zeitstück; ein Alarm zählt ab seinem Beginn bis zur Auslösung.
Eine Prüfung mit offenem Alarm zählt ab dem Beginn und sagt, seit wann: die ganze Zeit würde das Gute davor hineinmischen.</translation>
    </message>
    <message>
        <source>The fleet could not be read</source>
        <translation>Die Flotte konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>What went wrong stands above. It is read again as soon as the time moves.</source>
        <translation>Was schiefging, steht oben. Es wird neu gelesen, sobald die Zeit sich bewegt.</translation>
    </message>
    <message>
        <source>Reading the fleet</source>
        <translation>Die Flotte wird gelesen</translation>
    </message>
    <message>
        <source>Each service gets a row as soon as it is known.</source>
        <translation>Jeder Dienst bekommt eine Zeile, sobald er bekannt ist.</translation>
    </message>
    <message>
        <source>Nothing is received here: open a recording, or set another address (File &gt; Receiving…).</source>
        <translation>Hier wird nichts empfangen: öffnen Sie eine Aufzeichnung oder setzen Sie eine andere Adresse (Datei &gt; Empfang…).</translation>
    </message>
    <message>
        <source>Point an OTLP exporter here: %1. Nothing has come yet.</source>
        <translation>Richten Sie einen OTLP-Exporter hierher: %1. Noch kam nichts.</translation>
    </message>
    <message>
        <source>No service yet</source>
        <translation>Noch kein Dienst</translation>
    </message>
    <message>
        <source>Each service that sends GenAI telemetry gets a row here, with one cell a check. %1</source>
        <translation>Jeder Dienst, der GenAI-Telemetrie sendet, bekommt hier eine Zeile, mit einer Zelle je Prüfung. %1</translation>
    </message>
    <message>
        <source>Zoom to This Region</source>
        <translation>Auf diesen Bereich zoomen</translation>
    </message>
    <message>
        <source>Compare This Region</source>
        <translation>Diesen Bereich vergleichen</translation>
    </message>
    <message>
        <source>What sets the answers in it apart from all others that are in sight</source>
        <translation>Was die Antworten darin von allen anderen sichtbaren unterscheidet</translation>
    </message>
    <message>
        <source>What sets the answers in it apart from all others of this service in sight</source>
        <translation>Was die Antworten darin von allen anderen sichtbaren dieses Dienstes unterscheidet</translation>
    </message>
    <message>
        <source>%1, which cleared at %2</source>
        <translation>%1, aufgehoben um %2</translation>
    </message>
    <message>
        <source>Filter services (/)</source>
        <translation>Dienste filtern (/)</translation>
    </message>
    <message>
        <source>Filter services</source>
        <translation>Dienste filtern</translation>
    </message>
    <message>
        <source>failed share, last %1</source>
        <translation>Fehleranteil, letzte %1</translation>
    </message>
    <message>
        <source>failed share, %1 – %2</source>
        <translation>Fehleranteil, %1 – %2</translation>
    </message>
    <message>
        <source>%1; of an open alarm since its onset</source>
        <translation>%1; eines offenen Alarms seit seinem Beginn</translation>
    </message>
    <message>
        <source>%1 with an alarm</source>
        <translation>%1 mit Alarm</translation>
    </message>
    <message>
        <source>%1 degraded</source>
        <translation>%1 beeinträchtigt</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 unbekannt</translation>
    </message>
    <message>
        <source>all well</source>
        <translation>alle gut</translation>
    </message>
    <message>
        <source>%1 services: %2</source>
        <translation>%1 Dienste: %2</translation>
    </message>
    <message>
        <source>The recording could not be read; what is shown is older. %1</source>
        <translation>Die Aufzeichnung konnte nicht gelesen werden; das Gezeigte ist älter. %1</translation>
    </message>
    <message>
        <source>No chart of %1: this service has no result of that check in the time that is shown.</source>
        <translation>Kein Diagramm von %1: dieser Dienst hat kein Ergebnis dieser Prüfung in der gezeigten Zeit.</translation>
    </message>
    <message>
        <source>This page has no chart of %1; Explore may tell it.</source>
        <translation>Diese Seite hat kein Diagramm von %1; vielleicht zeigt es Erkunden.</translation>
    </message>
    <message>
        <source>No chart of %1: the telemetry of this service does not tell it.</source>
        <translation>Kein Diagramm von %1: die Telemetrie dieses Dienstes nennt es nicht.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>order held while the list is in use · %1</source>
        <translation>Reihenfolge angehalten, solange die Liste benutzt wird · %1</translation>
    </message>
</context>
<context>
    <name>dashboard::SectionHead</name>
    <message>
        <source>1 chart</source>
        <translation>1 Diagramm</translation>
    </message>
    <message>
        <source>%1 charts</source>
        <translation>%1 Diagramme</translation>
    </message>
    <message>
        <source>Open, %1</source>
        <translation>Offen, %1</translation>
    </message>
    <message>
        <source>Closed, %1</source>
        <translation>Geschlossen, %1</translation>
    </message>
    <message>
        <source>Closes this section</source>
        <translation>Schließt diesen Abschnitt</translation>
    </message>
    <message>
        <source>Opens this section</source>
        <translation>Öffnet diesen Abschnitt</translation>
    </message>
</context>
<context>
    <name>drills</name>
    <message>
        <source>You are on call tonight for the three AI services of a web shop. Nobody else is awake.</source>
        <translation>Heute Nacht Bereitschaft für die drei KI-Dienste eines Webshops. Sonst ist niemand wach.</translation>
    </message>
    <message>
        <source>support-bot answers the customers of four shops from help articles that a search finds for it. code-assistant reviews changes in a deploy pipeline and suggests code that calls a billing SDK. agent-orders looks orders up and changes them with tools, and passes on what support-bot has told a customer.</source>
        <translation>support-bot antwortet den Kunden von vier Läden aus Hilfeartikeln, die eine Suche für ihn findet. code-assistant prüft Änderungen in einer Auslieferungskette und schlägt Code vor, der ein Abrechnungs-SDK aufruft. agent-orders schlägt Bestellungen nach und ändert sie mit Werkzeugen, und gibt weiter, was support-bot einem Kunden gesagt hat.</translation>
    </message>
    <message>
        <source>The services, their users, the known answers and the control plane are simulated, and nobody is hurt. The console is the real one: its checks, alarms, runbooks, levers and the recording. Time is real too.</source>
        <translation>Die Dienste, ihre Nutzer, die bekannten Antworten und die Steuerungsebene sind simuliert, und niemand kommt zu Schaden. Die Konsole ist die echte: ihre Prüfungen, Alarme, Runbooks, Hebel und die Aufzeichnung. Auch die Zeit ist echt.</translation>
    </message>
    <message>
        <source>The bill that explodes</source>
        <translation>Die Rechnung, die explodiert</translation>
    </message>
    <message>
        <source>The bill of agent-orders has doubled within minutes. Customers wait for their answers, and some were told a wrong state of their order.</source>
        <translation>Die Rechnung von agent-orders hat sich binnen Minuten verdoppelt. Kunden warten auf ihre Antworten, und einigen wurde ein falscher Stand ihrer Bestellung genannt.</translation>
    </message>
    <message>
        <source>Find out since when and by what, limit it, and watch cost and answers come back.</source>
        <translation>Herausfinden, seit wann und wodurch, es begrenzen, und zusehen, wie Kosten und Antworten sich erholen.</translation>
    </message>
    <message>
        <source>The bot that stops talking</source>
        <translation>Der Bot, der mitten im Satz aufhört</translation>
    </message>
    <message>
        <source>Customers write that the support bot stops in the middle of a sentence. Status codes are all 200, and it has even become faster.</source>
        <translation>Kunden schreiben, dass der Support-Bot mitten im Satz aufhört. Alle Statuscodes sind 200, und er ist sogar schneller geworden.</translation>
    </message>
    <message>
        <source>Find what changed, take it back for the customers that it reaches, and show that answers are whole again.</source>
        <translation>Herausfinden, was sich geändert hat, es für die betroffenen Kunden zurücknehmen, und zeigen, dass die Antworten wieder ganz sind.</translation>
    </message>
    <message>
        <source>Answers that cannot be held against anything</source>
        <translation>Antworten, die sich an nichts messen lassen</translation>
    </message>
    <message>
        <source>The board cannot say any more whether the answers of the support bot rest on what it was given: that check has become unknown for nearly all of them. No alarm has come, and no customer has complained.</source>
        <translation>Die Tafel kann nicht mehr sagen, ob die Antworten des Support-Bots auf dem beruhen, was ihm gegeben war: diese Prüfung ist für fast alle unbekannt geworden. Kein Alarm kam, und kein Kunde hat sich beschwert.</translation>
    </message>
    <message>
        <source>Say whether the answers are wrong, or something else is. Move only what ends it.</source>
        <translation>Sagen, ob die Antworten falsch sind oder etwas anderes. Nur bewegen, was es beendet.</translation>
    </message>
    <message>
        <source>Deployments that should not have failed</source>
        <translation>Auslieferungen, die nicht hätten scheitern dürfen</translation>
    </message>
    <message>
        <source>Two deployments broke in the night although every test had passed. The code in question came from code-assistant. Its uptime board is green.</source>
        <translation>Zwei Auslieferungen gingen in der Nacht schief, obwohl jeder Test bestanden war. Der fragliche Code kam von code-assistant. Seine Verfügbarkeitstafel ist grün.</translation>
    </message>
    <message>
        <source>Say what is wrong and since when, limit the damage, and show that it is over. Take the incident on before you act.</source>
        <translation>Sagen, was falsch ist und seit wann, den Schaden begrenzen, und zeigen, dass es vorbei ist. Den Vorfall übernehmen, bevor gehandelt wird.</translation>
    </message>
    <message>
        <source>Every board turns red</source>
        <translation>Jede Tafel wird rot</translation>
    </message>
    <message>
        <source>The truthfulness of all services has fallen within minutes, and the head of support wants everything rolled back, now.</source>
        <translation>Die Wahrhaftigkeit aller Dienste ist binnen Minuten gefallen, und die Leitung des Supports will alles zurückgerollt haben, sofort.</translation>
    </message>
    <message>
        <source>Say whether the answers became worse before anybody moves a service. Then move what has to be moved.</source>
        <translation>Sagen, ob die Antworten schlechter wurden, bevor jemand einen Dienst bewegt. Dann bewegen, was zu bewegen ist.</translation>
    </message>
    <message>
        <source>Rules that do not exist</source>
        <translation>Regeln, die es nicht gibt</translation>
    </message>
    <message>
        <source>Some customers were told rules that no article holds; others who asked the same were told the right ones. Nothing failed and nothing is slow.</source>
        <translation>Einigen Kunden wurden Regeln genannt, die in keinem Artikel stehen; anderen mit derselben Frage die richtigen. Nichts schlug fehl, und nichts ist langsam.</translation>
    </message>
    <message>
        <source>Find what the wrong answers share and stop them. Then find out, on the page Spread, where they have gone since: that is part of this drill, and there is a minute for it after the alarms have cleared.</source>
        <translation>Herausfinden, was die falschen Antworten gemeinsam haben, und sie beenden. Dann auf der Seite Ausbreitung herausfinden, wohin sie seither gelangt sind: das gehört zu dieser Übung, und nach dem Ende der Alarme ist eine Minute dafür.</translation>
    </message>
    <message>
        <source>The bot that talks in circles</source>
        <translation>Der Bot, der sich im Kreis dreht</translation>
    </message>
    <message>
        <source>The shop has its sale tonight. Customers write that the support bot repeats itself and makes no sense; every answer is delivered. Nobody has released anything.</source>
        <translation>Im Laden ist heute Nacht Ausverkauf. Kunden schreiben, dass der Support-Bot sich wiederholt und Unsinn redet; jede Antwort wird zugestellt. Niemand hat etwas ausgeliefert.</translation>
    </message>
    <message>
        <source>Find out when it happens and when it does not, and what to send away so that the rest is served well.</source>
        <translation>Herausfinden, wann es geschieht und wann nicht, und was abzuweisen ist, damit der Rest gut bedient wird.</translation>
    </message>
    <message>
        <source>Green scores, angry customers</source>
        <translation>Grüne Wertungen, verärgerte Kunden</translation>
    </message>
    <message>
        <source>Customers insist on what the support bot promised them about refunds. The staff of the shop says that no such rule was ever made. All scores are green.</source>
        <translation>Kunden bestehen auf dem, was ihnen der Support-Bot zu Erstattungen versprochen hat. Das Personal des Ladens sagt, dass es eine solche Regel nie gab. Alle Wertungen sind grün.</translation>
    </message>
    <message>
        <source>Find what the wrong promises rest on, and go back to where they were not made.</source>
        <translation>Herausfinden, worauf die falschen Versprechen beruhen, und dahin zurückgehen, wo sie nicht gemacht wurden.</translation>
    </message>
    <message>
        <source>Effects before their causes</source>
        <translation>Wirkungen vor ihren Ursachen</translation>
    </message>
    <message>
        <source>The board of the support bot looks odd: results seem to come a minute late, and things seem to follow each other in the wrong order. Customers notice nothing.</source>
        <translation>Die Tafel des Support-Bots sieht seltsam aus: Ergebnisse scheinen eine Minute zu spät zu kommen, und Dinge scheinen in falscher Reihenfolge zu geschehen. Kunden merken nichts.</translation>
    </message>
    <message>
        <source>Say whether the service is ill or only looks it, and put right what has to be.</source>
        <translation>Sagen, ob der Dienst krank ist oder nur so aussieht, und richten, was zu richten ist.</translation>
    </message>
    <message>
        <source>Two shops, other numbers</source>
        <translation>Zwei Läden, andere Zahlen</translation>
    </message>
    <message>
        <source>One of the four shops complains: the support bot states other days and amounts than its help pages. Two others say that all is well.</source>
        <translation>Einer der vier Läden beschwert sich: der Support-Bot nennt andere Tage und Beträge als seine Hilfeseiten. Zwei andere sagen, alles sei gut.</translation>
    </message>
    <message>
        <source>Find out whose answers are wrong and whose are not, and put the wrong ones right without touching the others.</source>
        <translation>Herausfinden, wessen Antworten falsch sind und wessen nicht, und die falschen richten, ohne die anderen anzufassen.</translation>
    </message>
    <message>
        <source>The wrong rules, faithfully</source>
        <translation>Die falschen Regeln, getreulich</translation>
    </message>
    <message>
        <source>Customers were told rules that are not those of the shop, in the best of words. All scores of faithfulness are green.</source>
        <translation>Kunden wurden Regeln genannt, die nicht die des Ladens sind, in den besten Worten. Alle Wertungen der Treue sind grün.</translation>
    </message>
    <message>
        <source>Find what the wrong answers share, and go back to where they were right.</source>
        <translation>Herausfinden, was die falschen Antworten gemeinsam haben, und dahin zurückgehen, wo sie richtig waren.</translation>
    </message>
    <message>
        <source>A promise nobody made</source>
        <translation>Ein Versprechen, das niemand gab</translation>
    </message>
    <message>
        <source>A customer was promised an express delivery for nothing. No article says so. Others who asked the same were answered as always.</source>
        <translation>Einem Kunden wurde eine kostenlose Expresslieferung versprochen. In keinem Artikel steht das. Andere mit derselben Frage bekamen die Antwort wie immer.</translation>
    </message>
    <message>
        <source>Find what the wrong answers share, and take it back for those whom it reaches.</source>
        <translation>Herausfinden, was die falschen Antworten gemeinsam haben, und es für die zurücknehmen, die es erreicht.</translation>
    </message>
    <message>
        <source>The quiet tile</source>
        <translation>Die stille Kachel</translation>
    </message>
    <message>
        <source>The tile of the support bot shows hardly any figures, and its requests seem to have fallen by more than half. No customer has complained.</source>
        <translation>Die Kachel des Support-Bots zeigt kaum noch Zahlen, und seine Anfragen scheinen um mehr als die Hälfte gefallen zu sein. Kein Kunde hat sich beschwert.</translation>
    </message>
    <message>
        <source>Say what is not known, and why. Do not move a service that is well.</source>
        <translation>Sagen, was nicht bekannt ist, und warum. Keinen Dienst bewegen, dem es gut geht.</translation>
    </message>
    <message>
        <source>Open the page Health and look at the tokens and the durations of agent-orders; then open a slow request of it in Trace.</source>
        <translation>Die Seite Zustand öffnen und die Tokens und Dauern von agent-orders ansehen; dann eine langsame Anfrage davon im Trace öffnen.</translation>
    </message>
    <message>
        <source>Compare the tool calls within one request: which of them are the same, arguments and all? Which release do such requests share?</source>
        <translation>Die Werkzeugaufrufe innerhalb einer Anfrage vergleichen: welche davon sind gleich, samt Argumenten? Welches Release haben solche Anfragen gemeinsam?</translation>
    </message>
    <message>
        <source>The lever is steps:agent-orders at 2 or 3, which limits what one request may do. Tripping breaker:agent-orders ends it as well.</source>
        <translation>Der Hebel ist steps:agent-orders auf 2 oder 3: er begrenzt, was eine Anfrage tun darf. breaker:agent-orders auszulösen beendet es ebenso.</translation>
    </message>
    <message>
        <source>A release of the order agent lost its guard against repetition. Many requests call the same tool with the same arguments up to nine times; tokens and time explode, and at the end of it the figures of the answer are often not those that the tool found.</source>
        <translation>Ein Release des Bestell-Agenten verlor seinen Schutz gegen Wiederholung. Viele Anfragen rufen dasselbe Werkzeug mit denselben Argumenten bis zu neunmal auf; Tokens und Zeit explodieren, und am Ende sind die Zahlen der Antwort oft nicht die, die das Werkzeug fand.</translation>
    </message>
    <message>
        <source>The same tool was called with the same arguments up to nine times within one trace.</source>
        <translation>Dasselbe Werkzeug wurde innerhalb eines Trace bis zu neunmal mit denselben Argumenten aufgerufen.</translation>
    </message>
    <message>
        <source>Tokens and durations grew with the calls; the tool&apos;s results did not change.</source>
        <translation>Tokens und Dauern wuchsen mit den Aufrufen; die Ergebnisse des Werkzeugs änderten sich nicht.</translation>
    </message>
    <message>
        <source>It began with release 1.10.0 of agent-orders.</source>
        <translation>Es begann mit Release 1.10.0 von agent-orders.</translation>
    </message>
    <message>
        <source>Open the page Health and look at support-bot: which check has moved, and what else has moved at the same moment?</source>
        <translation>Die Seite Zustand öffnen und support-bot ansehen: welche Prüfung hat sich bewegt, und was noch im selben Moment?</translation>
    </message>
    <message>
        <source>Compare the output tokens and the finish reasons of the broken answers with those before, and by prompt version: where do they end?</source>
        <translation>Die Ausgabe-Tokens und die Endegründe der abgebrochenen Antworten mit denen davor vergleichen, auch nach Prompt-Version: wo enden sie?</translation>
    </message>
    <message>
        <source>The lever is prompt:support-bot, back to 7. Tripping breaker:support-bot ends it as well.</source>
        <translation>Der Hebel ist prompt:support-bot, zurück auf 7. breaker:support-bot auszulösen beendet es ebenso.</translation>
    </message>
    <message>
        <source>A release of the support bot brings a new prompt version whose output budget is far too small. Status codes stay 200 and latency even improves; but many answers end before they say what the customer needs to know. It has reached four users of five when somebody calls.</source>
        <translation>Ein Release des Support-Bots bringt eine neue Prompt-Version mit viel zu kleinem Ausgabebudget. Die Statuscodes bleiben 200, und die Latenz wird sogar besser; aber viele Antworten enden, bevor sie sagen, was der Kunde wissen muss. Vier von fünf Nutzern sind erreicht, als jemand anruft.</translation>
    </message>
    <message>
        <source>The output tokens of the broken answers all end at one figure; those of the others do not.</source>
        <translation>Die Ausgabe-Tokens der abgebrochenen Antworten enden alle bei einer Zahl; die der anderen nicht.</translation>
    </message>
    <message>
        <source>They share prompt version 8, which came with release 2.32.0.</source>
        <translation>Sie haben Prompt-Version 8 gemeinsam, die mit Release 2.32.0 kam.</translation>
    </message>
    <message>
        <source>A fifth of the users still got the old release, and their answers stayed whole.</source>
        <translation>Ein Fünftel der Nutzer bekam noch das alte Release, und deren Antworten blieben ganz.</translation>
    </message>
    <message>
        <source>Open the page Sources and look at what it says of support-bot, beside the other services; then open one of its answers in Trace and read what it was given, to its very end.</source>
        <translation>Die Seite Quellen öffnen und ansehen, was sie zu support-bot sagt, neben den anderen Diensten; dann eine seiner Antworten im Trace öffnen und lesen, was ihm gegeben war, bis ganz zum Ende.</translation>
    </message>
    <message>
        <source>Compare how long the texts are before and since, and where each of them ends. Then compare the input tokens and the check against known answers: have these moved, too?</source>
        <translation>Vergleichen, wie lang die Texte davor und seither sind und wo jeder endet. Dann die Eingabe-Tokens und die Prüfung gegen bekannte Antworten vergleichen: haben auch sie sich bewegt?</translation>
    </message>
    <message>
        <source>The lever is instrumentation:support-bot, back to 2.3b0. The service itself needs nothing.</source>
        <translation>Der Hebel ist instrumentation:support-bot, zurück auf 2.3b0. Der Dienst selbst braucht nichts.</translation>
    </message>
    <message>
        <source>A new version of the support bot&apos;s instrumentation limits what an attribute may hold to 1,024 characters. Nothing is refused and nothing is slower; but of every question with its documents only the beginning arrives, in the middle of a word. Answers are as good as before and most of them arrive whole.</source>
        <translation>Eine neue Version der Instrumentierung des Support-Bots begrenzt, was ein Attribut enthalten darf, auf 1,024 Zeichen. Nichts wird abgelehnt und nichts ist langsamer; aber von jeder Frage samt Dokumenten kommt nur der Anfang an, bis mitten in einem Wort. Die Antworten sind so gut wie zuvor, und die meisten kommen ganz an.</translation>
    </message>
    <message>
        <source>Groundedness of support-bot turned unknown, and Sources says that text or attributes were cut on their way.</source>
        <translation>Groundedness von support-bot wurde unbekannt, und Quellen sagt, dass Text oder Attribute unterwegs abgeschnitten wurden.</translation>
    </message>
    <message>
        <source>Every long text ends after 1,024 characters, in the middle of a word, also where it is JSON.</source>
        <translation>Jeder lange Text endet nach 1,024 Zeichen, mitten in einem Wort, auch wo er JSON ist.</translation>
    </message>
    <message>
        <source>Input tokens and Correctness were as before: the model was given all of it.</source>
        <translation>Eingabe-Tokens und Correctness waren wie zuvor: dem Modell war alles gegeben.</translation>
    </message>
    <message>
        <source>It began with a new version of the scope that makes the spans, 2.4b1.</source>
        <translation>Es begann mit einer neuen Version des Scopes, der die Spans macht: 2.4b1.</translation>
    </message>
    <message>
        <source>Open the page Health and look at code-assistant: which check has moved, and since when?</source>
        <translation>Die Seite Zustand öffnen und code-assistant ansehen: welche Prüfung hat sich bewegt, und seit wann?</translation>
    </message>
    <message>
        <source>Open Suspects for code-assistant and compare its wrong answers with the good ones in the panel below the list: which model served the one and which the other? Then look at what changed just before the onset.</source>
        <translation>Verdachtsfälle für code-assistant öffnen und seine falschen Antworten mit den guten vergleichen, in der Leiste unter der Liste: welches Modell bediente die einen und welches die anderen? Dann ansehen, was sich kurz vor dem Beginn änderte.</translation>
    </message>
    <message>
        <source>The lever is pin:code-assistant, back to codegen-2026-10-c. Tripping breaker:code-assistant ends it as well. The runbook that the alarm proposes leads there.</source>
        <translation>Der Hebel ist pin:code-assistant, zurück auf codegen-2026-10-c. breaker:code-assistant auszulösen beendet es ebenso. Das Runbook, das der Alarm vorschlägt, führt dorthin.</translation>
    </message>
    <message>
        <source>Three AI services are answering: a support bot, a code assistant in the deploy pipeline and an order agent. At some point the provider moves the alias codegen-latest to a new model. The code assistant stays fast, fluent and green in every uptime check, and its tests pass because they mock the billing SDK; but many of its answers call functions and flags that do not exist.</source>
        <translation>Drei KI-Dienste antworten: ein Support-Bot, ein Code-Assistent in der Auslieferungskette und ein Bestell-Agent. Irgendwann legt der Anbieter den Alias codegen-latest auf ein neues Modell. Der Code-Assistent bleibt schnell, flüssig und grün in jeder Verfügbarkeitsprüfung, und seine Tests bestehen, weil sie das Abrechnungs-SDK nachahmen; aber viele seiner Antworten rufen Funktionen und Schalter auf, die es nicht gibt.</translation>
    </message>
    <message>
        <source>The first to move was the check of identifiers against the reference, for code-assistant alone.</source>
        <translation>Zuerst bewegte sich die Prüfung der Bezeichner gegen die Referenz, allein bei code-assistant.</translation>
    </message>
    <message>
        <source>The wrong answers share one served model, codegen-2026-11-b, behind an alias that kept its name.</source>
        <translation>Die falschen Antworten haben ein bedientes Modell gemeinsam, codegen-2026-11-b, hinter einem Alias, der seinen Namen behielt.</translation>
    </message>
    <message>
        <source>Latency, tokens and finish reasons were as before: nothing was down.</source>
        <translation>Latenz, Tokens und Endegründe waren wie zuvor: nichts war ausgefallen.</translation>
    </message>
    <message>
        <source>Open the page Health and look at all three services beside each other: which checks of each have moved, and which have not?</source>
        <translation>Die Seite Zustand öffnen und alle drei Dienste nebeneinander ansehen: welche Prüfungen haben sich bei jedem bewegt, und welche nicht?</translation>
    </message>
    <message>
        <source>Compare the scores called Faithfulness with our own validators and with Correctness, which holds answers against known ones. Then look at who gave the scores: which evaluator, how late, before and since?</source>
        <translation>Die Wertungen namens Faithfulness mit unseren eigenen Prüfungen vergleichen und mit Correctness, die Antworten an bekannten misst. Dann ansehen, von wem die Wertungen kamen: welcher Bewerter, wie spät, davor und seither?</translation>
    </message>
    <message>
        <source>The lever is judge:faithfulness, back to judge-mini-2026-07. No service needs to move.</source>
        <translation>Der Hebel ist judge:faithfulness, zurück auf judge-mini-2026-07. Kein Dienst muss bewegt werden.</translation>
    </message>
    <message>
        <source>The model behind the judge is moved to a newer one. It is slower and much harsher: the scores of all services fall at once, and every board turns red. The answers are as good as they were: our validators and the check against known answers say so.</source>
        <translation>Das Modell hinter dem Bewerter wird durch ein neueres ersetzt. Es ist langsamer und viel strenger: die Wertungen aller Dienste fallen auf einmal, und jede Tafel wird rot. Die Antworten sind so gut, wie sie waren: unsere Prüfungen und die Prüfung gegen bekannte Antworten sagen es.</translation>
    </message>
    <message>
        <source>The scores of all services fell at once; a fault of one service does not do that.</source>
        <translation>Die Wertungen aller Dienste fielen auf einmal; der Fehler eines Dienstes tut das nicht.</translation>
    </message>
    <message>
        <source>Our validators and the check against known answers did not move.</source>
        <translation>Unsere Prüfungen und die Prüfung gegen bekannte Antworten bewegten sich nicht.</translation>
    </message>
    <message>
        <source>The evaluator&apos;s id changed to judge-mini-2026-11, and its results came 2.6 times as late.</source>
        <translation>Die Kennung des Bewerters wechselte zu judge-mini-2026-11, und seine Ergebnisse kamen 2.6-mal so spät.</translation>
    </message>
    <message>
        <source>Open Suspects for support-bot and look at what the wrong answers share, in the panel below the list.</source>
        <translation>Verdachtsfälle für support-bot öffnen und in der Leiste unter der Liste ansehen, was die falschen Antworten gemeinsam haben.</translation>
    </message>
    <message>
        <source>Compare the input tokens of the wrong answers with the length of the messages that they were given: does the one grow with the other? Then open one in Trace: which part of the input has left no mark on the answer?</source>
        <translation>Die Eingabe-Tokens der falschen Antworten mit der Länge der Nachrichten vergleichen, die ihnen gegeben waren: wächst das eine mit dem anderen? Dann eine im Trace öffnen: welcher Teil der Eingabe hat in der Antwort keine Spur hinterlassen?</translation>
    </message>
    <message>
        <source>No pin and no prompt helps: what is wrong is the pool that serves. Trip breaker:support-bot, which goes to the fallback; then open Spread to see where the wrong answers went.</source>
        <translation>Kein Pin und kein Prompt hilft: falsch ist der Pool, der bedient. breaker:support-bot auslösen, was auf die Ausweichlösung führt; dann Ausbreitung öffnen, um zu sehen, wohin die falschen Antworten gelangt sind.</translation>
    </message>
    <message>
        <source>The support bot moves to a pool of servers that keep 1,024 tokens of a request and silently drop the rest. Most requests are shorter. In long conversations the documents are what is dropped: the answers are made up, fluent, and reported as finished, and minutes later the order agent repeats them to the same customers. Nothing failed anywhere.</source>
        <translation>Der Support-Bot zieht auf einen Pool von Servern um, die 1,024 Tokens einer Anfrage behalten und den Rest stillschweigend fallen lassen. Die meisten Anfragen sind kürzer. In langen Gesprächen fallen die Dokumente weg: die Antworten sind erfunden, flüssig und als vollständig gemeldet, und Minuten später wiederholt sie der Bestell-Agent denselben Kunden. Nirgends schlug etwas fehl.</translation>
    </message>
    <message>
        <source>Input tokens never rise above 768, however long the conversation is.</source>
        <translation>Die Eingabe-Tokens steigen nie über 768, wie lang das Gespräch auch ist.</translation>
    </message>
    <message>
        <source>Wrong are the long conversations alone; the service&apos;s version is 2.33.0.</source>
        <translation>Falsch sind allein die langen Gespräche; die Version des Dienstes ist 2.33.0.</translation>
    </message>
    <message>
        <source>agent-orders repeats some of the wrong answers one to three minutes later, in the same conversation.</source>
        <translation>agent-orders wiederholt einige der falschen Antworten eine bis drei Minuten später, im selben Gespräch.</translation>
    </message>
    <message>
        <source>Open the page Health and look at support-bot: which check has moved, and which other chart has the same shape?</source>
        <translation>Die Seite Zustand öffnen und support-bot ansehen: welche Prüfung hat sich bewegt, und welches andere Diagramm hat dieselbe Form?</translation>
    </message>
    <message>
        <source>Open Explore and hold that check against the number of requests and the time in the queue: is there a point from which it goes wrong?</source>
        <translation>Erkunden öffnen und diese Prüfung an die Zahl der Anfragen und die Wartezeit halten: gibt es einen Punkt, ab dem es schiefgeht?</translation>
    </message>
    <message>
        <source>The lever is shed:support-bot at 60 or 70, which sends so many of a hundred requests away. Tripping breaker:support-bot ends it as well.</source>
        <translation>Der Hebel ist shed:support-bot auf 60 oder 70: so viele von hundert Anfragen weist er ab. breaker:support-bot auszulösen beendet es ebenso.</translation>
    </message>
    <message>
        <source>Nothing is deployed. A sale fills the shop, the servers behind the support bot queue, and beyond some load the answers begin to run in circles and fall apart, though every one of them is delivered.</source>
        <translation>Nichts wird ausgeliefert. Ein Ausverkauf füllt den Laden, vor den Servern des Support-Bots staut es sich, und über einer gewissen Last drehen sich die Antworten im Kreis und zerfallen, obwohl jede zugestellt wird.</translation>
    </message>
    <message>
        <source>Nothing was deployed: no model, version, prompt or index changed that would fit.</source>
        <translation>Nichts wurde ausgeliefert: kein Modell, keine Version, kein Prompt und kein Index änderte sich so, dass es passte.</translation>
    </message>
    <message>
        <source>Requests rose to 2.6 times the usual within half a minute, with the time in the queue.</source>
        <translation>Die Anfragen stiegen binnen einer halben Minute auf das 2.6-Fache des Üblichen, und mit ihnen die Wartezeit.</translation>
    </message>
    <message>
        <source>Beyond about 1.9 times the usual answers fall apart, below it they do not.</source>
        <translation>Über etwa dem 1.9-Fachen des Üblichen zerfallen Antworten, darunter nicht.</translation>
    </message>
    <message>
        <source>Open the page Health and look at support-bot: which of its checks has moved, and which has stayed?</source>
        <translation>Die Seite Zustand öffnen und support-bot ansehen: welche seiner Prüfungen hat sich bewegt, und welche blieb?</translation>
    </message>
    <message>
        <source>Read two wrong answers in Trace with the passages that they were given: which document do both rest on, and what do the other passages say? Since which index version is it found?</source>
        <translation>Zwei falsche Antworten im Trace lesen, mit den Passagen, die ihnen gegeben waren: auf welchem Dokument beruhen beide, und was sagen die anderen Passagen? Seit welcher Index-Version wird es gefunden?</translation>
    </message>
    <message>
        <source>The lever is index:support-bot, back to 2026-11-20.</source>
        <translation>Der Hebel ist index:support-bot, zurück auf 2026-11-20.</translation>
    </message>
    <message>
        <source>The nightly refresh of the support bot&apos;s index brings a document that contradicts the others, and it is found for every question about delivery, refunds and orders. The bot is faithful to it: no judge of faithfulness sees anything, only the check against known answers does, and whoever reads two documents beside each other.</source>
        <translation>Die nächtliche Auffrischung des Index des Support-Bots bringt ein Dokument, das den anderen widerspricht, und es wird zu jeder Frage nach Lieferung, Erstattung und Bestellung gefunden. Der Bot hält sich daran: kein Bewerter der Treue sieht etwas, nur die Prüfung gegen bekannte Antworten, und wer zwei Dokumente nebeneinander liest.</translation>
    </message>
    <message>
        <source>Correctness fell while Faithfulness stayed: the answers are true to what they were given.</source>
        <translation>Correctness fiel, während Faithfulness blieb: die Antworten sind dem treu, was ihnen gegeben war.</translation>
    </message>
    <message>
        <source>All wrong answers rest on the document kb-290, which contradicts the passages beside it.</source>
        <translation>Alle falschen Antworten beruhen auf dem Dokument kb-290, das den Passagen daneben widerspricht.</translation>
    </message>
    <message>
        <source>It is found since index version 2026-11-27.</source>
        <translation>Es wird seit Index-Version 2026-11-27 gefunden.</translation>
    </message>
    <message>
        <source>Open the page Sources and look at what it says of support-bot, beside the other services.</source>
        <translation>Die Seite Quellen öffnen und ansehen, was sie zu support-bot sagt, neben den anderen Diensten.</translation>
    </message>
    <message>
        <source>Compare when its answers say that they were given with when they arrived here; and hold the judge&apos;s results for the same answers beside it, whose times did not change.</source>
        <translation>Vergleichen, wann seine Antworten nach eigener Angabe gegeben wurden und wann sie hier ankamen; und die Ergebnisse des Bewerters zu denselben Antworten daneben halten, deren Zeiten sich nicht änderten.</translation>
    </message>
    <message>
        <source>A new version of the support bot&apos;s instrumentation reads another clock, which is seventy-five seconds behind. All that it tells arrives, whole, and dated before it happened: judges seem to take a minute longer, and what was changed a moment ago seems to come after its effects. Answers are as good as before.</source>
        <translation>Eine neue Version der Instrumentierung des Support-Bots liest eine andere Uhr, die fünfundsiebzig Sekunden nachgeht. Alles, was sie meldet, kommt an, vollständig, und datiert, bevor es geschah: Bewerter scheinen eine Minute länger zu brauchen, und was eben geändert wurde, scheint nach seinen Wirkungen zu kommen. Die Antworten sind so gut wie zuvor.</translation>
    </message>
    <message>
        <source>All that the service tells is dated 75 seconds before it arrives; what judges tell of it is not.</source>
        <translation>Alles, was der Dienst meldet, ist 75 Sekunden vor seiner Ankunft datiert; was Bewerter über ihn melden, nicht.</translation>
    </message>
    <message>
        <source>Answers are as before, by our validators and by Correctness.</source>
        <translation>Die Antworten sind wie zuvor, nach unseren Prüfungen und nach Correctness.</translation>
    </message>
    <message>
        <source>It began with a new version of the scope that makes the spans, 2.4b2.</source>
        <translation>Es begann mit einer neuen Version des Scopes, der die Spans macht: 2.4b2.</translation>
    </message>
    <message>
        <source>Open Suspects for support-bot and look at what the wrong answers share, above all who asked.</source>
        <translation>Verdachtsfälle für support-bot öffnen und ansehen, was die falschen Antworten gemeinsam haben, vor allem, wer fragte.</translation>
    </message>
    <message>
        <source>Compare the tenants with wrong answers and those without: what serves the one and not the other, and when did its name change?</source>
        <translation>Die Mandanten mit falschen Antworten und die ohne vergleichen: was bedient die einen und nicht die anderen, und wann änderte sich sein Name?</translation>
    </message>
    <message>
        <source>The lever is adapter:support-bot, back to shop-voice-11. Tripping breaker:support-bot ends it as well.</source>
        <translation>Der Hebel ist adapter:support-bot, zurück auf shop-voice-11. breaker:support-bot auszulösen beendet es ebenso.</translation>
    </message>
    <message>
        <source>The adapter that gives the support bot the voice of two shops was trained again, on feedback that somebody had spoilt. It is loaded under a new name, and the longer it serves, the more of its answers state wrong days, amounts and limits, in the right voice and beside the right documents. The other shops notice nothing.</source>
        <translation>Der Adapter, der dem Support-Bot die Stimme zweier Läden gibt, wurde neu trainiert, mit Rückmeldungen, die jemand verdorben hatte. Er ist unter neuem Namen geladen, und je länger er bedient, desto mehr seiner Antworten nennen falsche Tage, Beträge und Grenzen, in der richtigen Stimme und neben den richtigen Dokumenten. Die anderen Läden merken nichts.</translation>
    </message>
    <message>
        <source>Wrong are the tenants fjord and kestrel alone, which are served with an adapter.</source>
        <translation>Falsch sind allein die Mandanten fjord und kestrel, die mit einem Adapter bedient werden.</translation>
    </message>
    <message>
        <source>The adapter is called shop-voice-12 since; the documents beside the answers are right.</source>
        <translation>Der Adapter heißt seither shop-voice-12; die Dokumente neben den Antworten sind richtig.</translation>
    </message>
    <message>
        <source>Its share of wrong answers grew for half a minute, the longer it served.</source>
        <translation>Sein Anteil falscher Antworten wuchs eine halbe Minute lang, je länger er bediente.</translation>
    </message>
    <message>
        <source>Read a wrong answer in Trace with the passages that it was given, and look at their dates: what do the newer ones say? How old does the index say that it is?</source>
        <translation>Eine falsche Antwort im Trace lesen, mit den Passagen, die ihr gegeben waren, und deren Daten ansehen: was sagen die neueren? Wie alt ist der Index nach eigener Angabe?</translation>
    </message>
    <message>
        <source>A node of the search behind the support bot was set up anew, from the newest snapshot that it could find: one of a month ago. Many rules of the shop have changed since. The bot is faithful to what is found, so no judge of faithfulness sees anything; the check against known answers does, and whoever reads the notices of November beside the old articles.</source>
        <translation>Ein Knoten der Suche hinter dem Support-Bot wurde neu aufgesetzt, aus dem neuesten Abbild, das er finden konnte: einem von vor einem Monat. Viele Regeln des Ladens haben sich seither geändert. Der Bot hält sich an das Gefundene, darum sieht kein Bewerter der Treue etwas; die Prüfung gegen bekannte Antworten schon, und wer die Mitteilungen vom November neben den alten Artikeln liest.</translation>
    </message>
    <message>
        <source>The passages have old dates; the notices beside them are new and say something else.</source>
        <translation>Die Passagen haben alte Daten; die Mitteilungen daneben sind neu und sagen etwas anderes.</translation>
    </message>
    <message>
        <source>Index version 2026-10-23 tells an age of a month, where a day is usual.</source>
        <translation>Index-Version 2026-10-23 nennt ein Alter von einem Monat, wo ein Tag üblich ist.</translation>
    </message>
    <message>
        <source>Open Suspects for support-bot, read what is underlined in a wrong answer, and look at what the wrong ones share in the panel below.</source>
        <translation>Verdachtsfälle für support-bot öffnen, lesen, was in einer falschen Antwort unterstrichen ist, und in der Leiste darunter ansehen, was die falschen gemeinsam haben.</translation>
    </message>
    <message>
        <source>Compare the answers by prompt version: how many are wrong of the one and of the other, with the same passages? When did the newer one begin?</source>
        <translation>Die Antworten nach Prompt-Version vergleichen: wie viele sind bei der einen und bei der anderen falsch, mit denselben Passagen? Wann begann die neuere?</translation>
    </message>
    <message>
        <source>A new version of the support bot&apos;s prompt sounds friendlier and has lost one sentence: to use only the passages. The answers still begin well, and then promise what no document says. It reaches two thirds of the users.</source>
        <translation>Eine neue Version des Prompts des Support-Bots klingt freundlicher und hat einen Satz verloren: nur die Passagen zu verwenden. Die Antworten beginnen noch gut und versprechen dann, was in keinem Dokument steht. Sie erreicht zwei Drittel der Nutzer.</translation>
    </message>
    <message>
        <source>The wrong sentences stand in no passage; the rest of the answer does.</source>
        <translation>Die falschen Sätze stehen in keiner Passage; der Rest der Antwort schon.</translation>
    </message>
    <message>
        <source>The wrong answers share prompt version 8, which two thirds of the users get.</source>
        <translation>Die falschen Antworten haben Prompt-Version 8 gemeinsam, die zwei Drittel der Nutzer bekommen.</translation>
    </message>
    <message>
        <source>Its instructions lack the sentence to use only the passages.</source>
        <translation>In ihren Anweisungen fehlt der Satz, nur die Passagen zu verwenden.</translation>
    </message>
    <message>
        <source>Open the page Sources and look at what support-bot sends now and what it sent before.</source>
        <translation>Die Seite Quellen öffnen und ansehen, was support-bot jetzt sendet und was zuvor.</translation>
    </message>
    <message>
        <source>Compare the number of its requests with the number of the judge&apos;s results for it, which another process sends. Then look at the version of the scope that makes its spans.</source>
        <translation>Die Zahl seiner Anfragen mit der Zahl der Ergebnisse des Bewerters dafür vergleichen, die ein anderer Prozess sendet. Dann die Version des Scopes ansehen, der seine Spans macht.</translation>
    </message>
    <message>
        <source>A new version of the support bot&apos;s instrumentation sends no content any more and keeps only some of the requests. Counts fall and unknown rises; the answers themselves are as good as before, and so says the judge, who sits beside the service.</source>
        <translation>Eine neue Version der Instrumentierung des Support-Bots sendet keinen Inhalt mehr und behält nur einen Teil der Anfragen. Zahlen fallen und Unbekanntes nimmt zu; die Antworten selbst sind so gut wie zuvor, und so sagt es der Bewerter, der neben dem Dienst sitzt.</translation>
    </message>
    <message>
        <source>Counts fell and unknown rose, while the judge&apos;s results came all the same, as good as before.</source>
        <translation>Zahlen fielen und Unbekanntes nahm zu, während die Ergebnisse des Bewerters weiter kamen, so gut wie zuvor.</translation>
    </message>
    <message>
        <source>No text arrives at all, and two requests of five: no service fails in that way.</source>
        <translation>Es kommt gar kein Text an, und zwei von fünf Anfragen: so fällt kein Dienst aus.</translation>
    </message>
    <message>
        <source>It began with a new version of the scope that makes the spans, 2.4b0.</source>
        <translation>Es begann mit einer neuen Version des Scopes, der die Spans macht: 2.4b0.</translation>
    </message>
</context>
<context>
    <name>drivers</name>
    <message>
        <source>calls in flight</source>
        <translation>Last (laufende Aufrufe)</translation>
    </message>
    <message>
        <source>requests waiting</source>
        <translation>Warteschlange (wartende Anfragen)</translation>
    </message>
    <message>
        <source>input tokens</source>
        <translation>Eingabe-Tokens</translation>
    </message>
    <message>
        <source>fill of the context window</source>
        <translation>Belegung des Kontextfensters</translation>
    </message>
    <message>
        <source>place of the document drawn on</source>
        <translation>Platz des genutzten Dokuments</translation>
    </message>
    <message>
        <source>reasoning tokens</source>
        <translation>Denk-Tokens</translation>
    </message>
    <message>
        <source>temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>age of the index</source>
        <translation>Alter des Index</translation>
    </message>
    <message>
        <source>output tokens</source>
        <translation>Ausgabe-Tokens</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>time to the first token</source>
        <translation>Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>share failing %1</source>
        <translation>Fehleranteil bei %1</translation>
    </message>
    <message>
        <source>answers that fail any check</source>
        <translation>Antworten mit Fehler bei einer Prüfung</translation>
    </message>
    <message>
        <source>answers that fail %1</source>
        <translation>Antworten mit Fehler bei %1</translation>
    </message>
    <message>
        <source>mean badness of the worst check</source>
        <translation>Fehlergrad im Mittel bei der schlechtesten Prüfung</translation>
    </message>
    <message>
        <source>mean badness of %1</source>
        <translation>Fehlergrad im Mittel bei %1</translation>
    </message>
    <message>
        <source>calls that end in an error</source>
        <translation>Aufrufe mit einem Fehler am Ende</translation>
    </message>
    <message>
        <source>the context window %1 full</source>
        <translation>Belegung %1</translation>
    </message>
    <message>
        <source>document %1</source>
        <translation>Dokument %1</translation>
    </message>
    <message>
        <source>temperature %1</source>
        <translation>Temperatur %1</translation>
    </message>
    <message>
        <source>an index %1 old</source>
        <translation>Indexalter %1</translation>
    </message>
    <message>
        <source>%1 of duration</source>
        <translation>Dauer %1</translation>
    </message>
    <message>
        <source>%1 to the first token</source>
        <translation>%1 bis zum ersten Token</translation>
    </message>
    <message>
        <source>%1 failing %2</source>
        <translation>Fehleranteil %1 bei %2</translation>
    </message>
    <message>
        <source>%1 calls in flight</source>
        <translation>Last %1</translation>
    </message>
    <message>
        <source>%1 requests waiting</source>
        <translation>Warteschlange %1</translation>
    </message>
    <message>
        <source>%1 input tokens</source>
        <translation>%1 Eingabe-Tokens</translation>
    </message>
    <message>
        <source>%1 reasoning tokens</source>
        <translation>%1 Denk-Tokens</translation>
    </message>
    <message>
        <source>%1 output tokens</source>
        <translation>%1 Ausgabe-Tokens</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>Shed %1 of the traffic (%2), from %3 down to %4, to be back under %5 of failing answers.</source>
        <translation>%1 des Verkehrs abweisen (%2), von %3 herunter auf %4, um wieder unter %5 fehlerhafte Antworten zu kommen.</translation>
    </message>
    <message>
        <source>To be under the knee at %1 it is %2.</source>
        <translation>Um unter den Knick bei %1 zu kommen, sind es %2.</translation>
    </message>
    <message>
        <source> (%1 to be sure)</source>
        <translation> (sicher: %1)</translation>
    </message>
    <message>
        <source> (no value is sure)</source>
        <translation> (kein Wert ist sicher)</translation>
    </message>
    <message>
        <source>Keep it at %1 or less%2, which %3 of the answers are beyond, to be back under %4 of failing answers.</source>
        <translation>Bei %1 oder weniger halten%2, worüber %3 der Antworten liegen, um wieder unter %4 fehlerhafte Antworten zu kommen.</translation>
    </message>
    <message>
        <source>Keep it at %1 or more%2, which %3 of the answers are beyond, to be back under %4 of failing answers.</source>
        <translation>Bei %1 oder mehr halten%2, worunter %3 der Antworten liegen, um wieder unter %4 fehlerhafte Antworten zu kommen.</translation>
    </message>
    <message>
        <source>It is under %1 at all that was seen.</source>
        <translation>Bei allem, was gesehen wurde, liegt es unter %1.</translation>
    </message>
    <message>
        <source>It is probably under %1 at all that was seen.</source>
        <translation>Bei allem, was gesehen wurde, liegt es vermutlich unter %1.</translation>
    </message>
    <message>
        <source>It is probably under %1 at all that was seen, surely up to %2.</source>
        <translation>Bei allem, was gesehen wurde, liegt es vermutlich unter %1, sicher bis %2.</translation>
    </message>
    <message>
        <source>It is probably under %1 at all that was seen, surely down to %2.</source>
        <translation>Bei allem, was gesehen wurde, liegt es vermutlich unter %1, sicher herunter bis %2.</translation>
    </message>
    <message>
        <source>That is under %1; it stays so down to %2%3.</source>
        <translation>Das liegt unter %1; so bleibt es herunter bis %2%3.</translation>
    </message>
    <message>
        <source>That is probably under %1; it stays so down to %2%3.</source>
        <translation>Das liegt vermutlich unter %1; so bleibt es herunter bis %2%3.</translation>
    </message>
    <message>
        <source>That is under %1; it stays so up to %2%3.</source>
        <translation>Das liegt unter %1; so bleibt es bis %2%3.</translation>
    </message>
    <message>
        <source>That is probably under %1; it stays so up to %2%3.</source>
        <translation>Das liegt vermutlich unter %1; so bleibt es bis %2%3.</translation>
    </message>
    <message>
        <source>%1 goes together with %2 (rank correlation %3): it comes later in the call, and may follow from it.</source>
        <translation>%1 und %2 gehen zusammen (Rangkorrelation %3): das Erste kommt im Aufruf später und kann aus dem Zweiten folgen.</translation>
    </message>
    <message>
        <source>%1 moves together with %2 (rank correlation %3): each still goes with the rate where the other is the same.</source>
        <translation>%1 und %2 bewegen sich gemeinsam (Rangkorrelation %3): jedes geht noch mit der Rate, wo das andere gleich ist.</translation>
    </message>
    <message>
        <source>%1 moves together with %2 (rank correlation %3): where it is the same, %2 still goes with the rate.</source>
        <translation>%1 und %2 bewegen sich gemeinsam (Rangkorrelation %3): wo das Erste gleich ist, geht das Zweite (%2) noch mit der Rate.</translation>
    </message>
    <message>
        <source>%1 moves together with %2 (rank correlation %3): where it is the same, %2 tells less than half of what it seems to. Look at %4 first.</source>
        <translation>%1 und %2 bewegen sich gemeinsam (Rangkorrelation %3): wo das Erste gleich ist, sagt das Zweite (%2) weniger als die Hälfte dessen, was es zu sagen scheint. Zuerst ansehen: %4.</translation>
    </message>
    <message>
        <source>%1 moves together with %2 (rank correlation %3): the plot cannot tell which of the two matters.</source>
        <translation>%1 und %2 bewegen sich gemeinsam (Rangkorrelation %3): welches von beiden zählt, kann das Diagramm nicht sagen.</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>sofort</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>at once (%1 to %2)</source>
        <translation>sofort (%1 bis %2)</translation>
    </message>
    <message>
        <source>after %1 (%2 to %3)</source>
        <translation>nach %1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 alone does not bring it under %2: it is above that everywhere.</source>
        <translation>%1 allein bringt es nicht unter %2: überall liegt es darüber.</translation>
    </message>
    <message>
        <source>%1 alone does not bring it under %2: it is probably above that everywhere.</source>
        <translation>%1 allein bringt es nicht unter %2: überall liegt es vermutlich darüber.</translation>
    </message>
    <message>
        <source>It may be under that already.</source>
        <translation>Vielleicht liegt es schon darunter.</translation>
    </message>
    <message>
        <source>Too little to tell what follows %1 after a while.</source>
        <translation>Zu wenig, um zu sagen, was nach einer Weile hierauf folgt: %1.</translation>
    </message>
    <message>
        <source>Nothing follows %1 within %2 that is surer than chance, each step %3.</source>
        <translation>Binnen %2 folgt nichts, das sicherer als Zufall ist, auf: %1; jeder Schritt %3.</translation>
    </message>
    <message>
        <source>%1 follow %2 %3: correlation %4, chance alone reaches %5 in one of twenty, each step %6.</source>
        <translation>Erst %2, dann %3 %1: Korrelation %4, Zufall allein erreicht %5 in einem von zwanzig Fällen, jeder Schritt %6.</translation>
    </message>
    <message>
        <source>%1 of all answers: by the gauge %2, at the time that each began.</source>
        <translation>%1 aller Antworten: nach der Messgröße %2, zur Zeit, als jede begann.</translation>
    </message>
    <message>
        <source>%1 of %2 of %3 answers: by the gauge %4, at the time that each began.</source>
        <translation>%1 von %2 der %3 Antworten: nach der Messgröße %4, zur Zeit, als jede begann.</translation>
    </message>
    <message>
        <source>Only the latest %1 of %2 answers are looked at.</source>
        <translation>Nur die neuesten %1 von %2 Antworten werden betrachtet.</translation>
    </message>
    <message>
        <source>Only the latest %1 answers are looked at: there are older ones.</source>
        <translation>Nur die neuesten %1 Antworten werden betrachtet: es gibt ältere.</translation>
    </message>
    <message>
        <source>%1 have no result</source>
        <translation>%1 haben kein Ergebnis</translation>
    </message>
    <message>
        <source>%1 do not tell %2</source>
        <translation>%1 nennen dies nicht: %2</translation>
    </message>
    <message>
        <source>%1 of %2 answers are left out: %3.</source>
        <translation>%1 von %2 Antworten sind ausgelassen: %3.</translation>
    </message>
    <message>
        <source>at most %1, it may lie lower</source>
        <translation>höchstens %1, er kann tiefer liegen</translation>
    </message>
    <message>
        <source>at least %1, it may lie higher</source>
        <translation>mindestens %1, er kann höher liegen</translation>
    </message>
    <message>
        <source>Knee at %1 (%2): %3 below it, above it the rate rises to %4 at %5.</source>
        <translation>Knick bei %1 (%2): darunter gilt: %3; darüber steigt die Rate auf %4 bei %5.</translation>
    </message>
    <message>
        <source>Knee at %1 (%2): %3 below it, above it the rate falls to %4 at %5.</source>
        <translation>Knick bei %1 (%2): darunter gilt: %3; darüber fällt die Rate auf %4 bei %5.</translation>
    </message>
    <message>
        <source>Knee at %1 (%2): %3 above it, below it the rate is lower: %4 at %5.</source>
        <translation>Knick bei %1 (%2): darüber gilt: %3; darunter ist die Rate niedriger: %4 bei %5.</translation>
    </message>
    <message>
        <source>Knee at %1 (%2): %3 above it, below it the rate is higher: %4 at %5.</source>
        <translation>Knick bei %1 (%2): darüber gilt: %3; darunter ist die Rate höher: %4 bei %5.</translation>
    </message>
    <message>
        <source>%1 are needed.</source>
        <translation>%1 werden gebraucht.</translation>
    </message>
    <message>
        <source>%1 bad and %2 good ones are needed.</source>
        <translation>%1 schlechte und %2 gute werden gebraucht.</translation>
    </message>
    <message>
        <source>%1 is the same for all of them.</source>
        <translation>%1 ist bei allen gleich.</translation>
    </message>
    <message>
        <source>they stand at too few different times to tell a relation from chance.</source>
        <translation>sie liegen an zu wenigen verschiedenen Zeiten, um einen Zusammenhang von Zufall zu unterscheiden.</translation>
    </message>
    <message>
        <source>There is no answer that tells both.</source>
        <translation>Keine Antwort nennt beides.</translation>
    </message>
    <message>
        <source>%1 answer</source>
        <translation>%1 Antwort</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 Antworten</translation>
    </message>
    <message>
        <source>Too little to tell a relation: %1, %2 of them bad; %3</source>
        <translation>Zu wenig, um einen Zusammenhang zu nennen: %1, davon %2 schlecht; %3</translation>
    </message>
    <message>
        <source>The rate goes with %1, but turns back: there is no knee, and less of it is not better everywhere.</source>
        <translation>Die Rate und %1 gehen zusammen, doch die Rate kehrt um: es gibt keinen Knick, und weniger davon ist nicht überall besser.</translation>
    </message>
    <message>
        <source>The rate goes with %1, but turns back: it is highest at %2 (%3), where %4. There is no knee.</source>
        <translation>Die Rate und %1 gehen zusammen, doch die Rate kehrt um: am höchsten ist sie bei %2 (%3); dort gilt: %4. Es gibt keinen Knick.</translation>
    </message>
    <message>
        <source>The rate goes with %1, but turns back: it is lowest at %2 (%3), where %4. There is no knee.</source>
        <translation>Die Rate und %1 gehen zusammen, doch die Rate kehrt um: am niedrigsten ist sie bei %2 (%3); dort gilt: %4. Es gibt keinen Knick.</translation>
    </message>
    <message>
        <source>%1 answer lies far from all others, where nothing is said of it.</source>
        <translation>%1 Antwort liegt weit von allen anderen, wo nichts über sie gesagt wird.</translation>
    </message>
    <message>
        <source>%1 answers lie far from all others, where nothing is said of them.</source>
        <translation>%1 Antworten liegen weit von allen anderen, wo nichts über sie gesagt wird.</translation>
    </message>
    <message>
        <source>Both wandered slowly while this was recorded: that they go together may be chance.</source>
        <translation>Beide wanderten langsam, während dies aufgezeichnet wurde: dass sie zusammengehen, kann Zufall sein.</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 bei %2</translation>
    </message>
    <message>
        <source>%1 has only two values here, and nothing is told of what lies between: %2, %3.</source>
        <translation>%1 hat hier nur zwei Werte, und über das dazwischen wird nichts gesagt: %2, %3.</translation>
    </message>
    <message>
        <source>The rate falls with %1 in steps: %2 at %3, %4 at %5.</source>
        <translation>Die Rate fällt in Stufen, je höher %1: %2 bei %3, %4 bei %5.</translation>
    </message>
    <message>
        <source>The rate falls with %1: %2 at %3, %4 at %5.</source>
        <translation>Die Rate fällt, je höher %1: %2 bei %3, %4 bei %5.</translation>
    </message>
    <message>
        <source>The rate rises with %1 in steps: %2 at %3, %4 at %5.</source>
        <translation>Die Rate steigt in Stufen, je höher %1: %2 bei %3, %4 bei %5.</translation>
    </message>
    <message>
        <source>The rate rises with %1: %2 at %3, %4 at %5.</source>
        <translation>Die Rate steigt, je höher %1: %2 bei %3, %4 bei %5.</translation>
    </message>
    <message>
        <source>No relation is shown: %1, whatever %2 is.</source>
        <translation>Kein Zusammenhang ist gezeigt: %1, wie auch immer %2 ist.</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1 (%2 bis %3)</translation>
    </message>
    <message>
        <source>What fails %1 is what is counted as bad: choose a lag, to see what follows earlier failures.</source>
        <translation>Was bei %1 durchfällt, ist das, was als schlecht gezählt wird: einen Verzug wählen, um zu sehen, was auf frühere Fehler folgt.</translation>
    </message>
    <message>
        <source>At %1 nothing is told without a lag.</source>
        <translation>Bei %1 wird ohne Verzug nichts gesagt.</translation>
    </message>
    <message>
        <source>At %1 nothing can be told yet.</source>
        <translation>Bei %1 lässt sich noch nichts sagen.</translation>
    </message>
    <message>
        <source>At %1 nothing can be told: no answer was seen there.</source>
        <translation>Bei %1 lässt sich nichts sagen: dort wurde keine Antwort gesehen.</translation>
    </message>
    <message>
        <source>At %1 %2.</source>
        <translation>Bei %1: %2.</translation>
    </message>
    <message>
        <source>no lag</source>
        <translation>kein Verzug</translation>
    </message>
    <message>
        <source>the number of calls in flight</source>
        <translation>die Last</translation>
    </message>
    <message>
        <source>the number of requests waiting</source>
        <translation>die Warteschlange</translation>
    </message>
    <message>
        <source>the number of input tokens</source>
        <translation>die Zahl der Eingabe-Tokens</translation>
    </message>
    <message>
        <source>the fill of the context window</source>
        <translation>die Belegung des Kontextfensters</translation>
    </message>
    <message>
        <source>the place of the document drawn on</source>
        <translation>der Platz des genutzten Dokuments</translation>
    </message>
    <message>
        <source>the number of reasoning tokens</source>
        <translation>die Zahl der Denk-Tokens</translation>
    </message>
    <message>
        <source>the temperature</source>
        <translation>die Temperatur</translation>
    </message>
    <message>
        <source>the age of the index</source>
        <translation>das Alter des Index</translation>
    </message>
    <message>
        <source>the number of output tokens</source>
        <translation>die Zahl der Ausgabe-Tokens</translation>
    </message>
    <message>
        <source>the duration</source>
        <translation>die Dauer</translation>
    </message>
    <message>
        <source>the time to the first token</source>
        <translation>die Zeit bis zum ersten Token</translation>
    </message>
    <message>
        <source>the share failing %1</source>
        <translation>der Fehleranteil bei %1</translation>
    </message>
    <message>
        <source>%1 fail a check</source>
        <translation>%1 fallen bei einer Prüfung durch</translation>
    </message>
    <message>
        <source>%1 fail %2</source>
        <translation>%1 fallen bei %2 durch</translation>
    </message>
    <message>
        <source>%1 is the mean badness of the worst check</source>
        <translation>%1 ist der mittlere Fehlergrad der schlechtesten Prüfung</translation>
    </message>
    <message>
        <source>%1 is the mean badness of %2</source>
        <translation>%1 ist der mittlere Fehlergrad von %2</translation>
    </message>
    <message>
        <source>%1 end in an error</source>
        <translation>%1 enden mit einem Fehler</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
</context>
<context>
    <name>entries</name>
    <message>
        <source>Armed %1: %2 to %3</source>
        <translation>Scharf gestellt: %1, von %2 auf %3</translation>
    </message>
    <message>
        <source>Disarmed %1: %2</source>
        <translation>Entschärft: %1. %2</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Glass broken (%1): </source>
        <translation>Notbehelf genutzt (%1): </translation>
    </message>
    <message>
        <source>Undoing %1: %2 to %3</source>
        <translation>Nimmt zurück: %1, von %2 auf %3</translation>
    </message>
    <message>
        <source>Firing %1: %2 to %3</source>
        <translation>Löst aus: %1, von %2 auf %3</translation>
    </message>
    <message>
        <source>%1 went from %2 to %3 at the control plane</source>
        <translation>%1 ging auf der Steuerungsebene von %2 auf %3</translation>
    </message>
    <message>
        <source>%1 beside %2</source>
        <translation>%1 neben %2</translation>
    </message>
    <message>
        <source>Step %1 again, time %2: </source>
        <translation>Schritt wieder %1, zum %2. Mal: </translation>
    </message>
    <message>
        <source>Step %1: </source>
        <translation>Schritt %1: </translation>
    </message>
    <message>
        <source>Runbook taken up again: </source>
        <translation>Runbook wieder aufgenommen: </translation>
    </message>
    <message>
        <source> (begun by %1, %2 of %3 steps settled)</source>
        <translation> (begonnen von %1, %2 von %3 Schritten abgeschlossen)</translation>
    </message>
    <message>
        <source>Runbook started: </source>
        <translation>Runbook begonnen: </translation>
    </message>
    <message>
        <source>Runbook left: </source>
        <translation>Runbook verlassen: </translation>
    </message>
    <message>
        <source>Runbook aborted: </source>
        <translation>Runbook abgebrochen: </translation>
    </message>
    <message>
        <source>Probing %1 with %2: at most %3 questions to each</source>
        <translation>Sondiert %1 mit %2: höchstens %3 Fragen je Version</translation>
    </message>
    <message>
        <source>Proof of %1: %2. %3</source>
        <translation>Nachweis von %1: %2. %3</translation>
    </message>
    <message>
        <source>Probe %1 asked of %2: %3</source>
        <translation>Sonde %1 an %2 gestellt: %3</translation>
    </message>
    <message>
        <source>Asked for approval: %1 on %2: %3 to %4 (plan %5)</source>
        <translation>Um Freigabe gebeten: %1 auf %2: von %3 auf %4 (Plan %5)</translation>
    </message>
    <message>
        <source>Declined %1 on %2: %3 to %4 (plan %5)</source>
        <translation>Abgelehnt: %1 auf %2: von %3 auf %4 (Plan %5)</translation>
    </message>
    <message>
        <source>Approved %1 on %2: %3 to %4 (plan %5)</source>
        <translation>Freigegeben: %1 auf %2: von %3 auf %4 (Plan %5)</translation>
    </message>
    <message>
        <source>Opened %1 (severity %2): %3</source>
        <translation>%1 eröffnet (Schweregrad %2): %3</translation>
    </message>
    <message>
        <source>Called %1</source>
        <translation>Genannt: %1</translation>
    </message>
    <message>
        <source>Severity %1, was </source>
        <translation>Schweregrad %1, war </translation>
    </message>
    <message>
        <source>Nobody is in command any more</source>
        <translation>Niemand leitet mehr</translation>
    </message>
    <message>
        <source>In command: %1</source>
        <translation>Leitung: %1</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>Status: %1</translation>
    </message>
    <message>
        <source>Services affected: not known</source>
        <translation>Betroffene Dienste: nicht bekannt</translation>
    </message>
    <message>
        <source>Services affected: %1</source>
        <translation>Betroffene Dienste: %1</translation>
    </message>
    <message>
        <source>Key moment, %1</source>
        <translation>Schlüsselmoment, %1</translation>
    </message>
    <message>
        <source>Key moment not fixed any more, %1</source>
        <translation>Schlüsselmoment nicht mehr festgelegt, %1</translation>
    </message>
    <message>
        <source>Link: %1</source>
        <translation>Link: %1</translation>
    </message>
    <message>
        <source>Marked entry %1</source>
        <translation>Eintrag %1 markiert</translation>
    </message>
    <message>
        <source>Took the mark off entry %1</source>
        <translation>Marke von Eintrag %1 genommen</translation>
    </message>
    <message>
        <source>Handed over to %1</source>
        <translation>Übergeben an %1</translation>
    </message>
    <message>
        <source>Closed %1</source>
        <translation>%1 geschlossen</translation>
    </message>
    <message>
        <source>Opened %1 again</source>
        <translation>%1 wieder eröffnet</translation>
    </message>
    <message>
        <source>Part of it as well: %1</source>
        <translation>Gehört auch dazu: %1</translation>
    </message>
    <message>
        <source>Taken out: %1</source>
        <translation>Herausgenommen: %1</translation>
    </message>
    <message>
        <source>Taken out: %1, into %2</source>
        <translation>Herausgenommen: %1, nach %2</translation>
    </message>
    <message>
        <source>Shelved %1 for %2 min: %3</source>
        <translation>%1 für %2 min zurückgestellt: %3</translation>
    </message>
    <message>
        <source>Hypothesis: </source>
        <translation>Hypothese: </translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source> (on %1)</source>
        <translation> (zu %1)</translation>
    </message>
    <message>
        <source>Looked at %1</source>
        <translation>Betrachtet: %1</translation>
    </message>
    <message>
        <source>On the screen when %1: %2</source>
        <translation>Auf dem Bildschirm, als %1: %2</translation>
    </message>
    <message>
        <source>%1 is firing</source>
        <translation>%1 ist aktiv</translation>
    </message>
    <message>
        <source>%1 is resolved</source>
        <translation>%1 ist behoben</translation>
    </message>
</context>
<context>
    <name>explore::ExplorePage</name>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>What counts as bad</source>
        <translation>Was als schlecht zählt</translation>
    </message>
    <message>
        <source>What may drive it</source>
        <translation>Was es treiben könnte</translation>
    </message>
    <message>
        <source>against</source>
        <translation>gegen</translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation>Verdachtsfälle</translation>
    </message>
    <message>
        <source>The suspects of this service in the time that is looked at</source>
        <translation>Die Verdachtsfälle dieses Dienstes in der betrachteten Zeit</translation>
    </message>
    <message>
        <source>under </source>
        <translation>unter </translation>
    </message>
    <message>
        <source>Rate to be back under</source>
        <translation>Rate, unter die es zurück soll</translation>
    </message>
    <message>
        <source>Save to Incident</source>
        <translation>Im Vorfall speichern</translation>
    </message>
    <message>
        <source>Keeps this setting and what it says in the incident&apos;s record, from where it can be opened again</source>
        <translation>Behält diese Einstellung und was sie sagt im Vorfall; von dort kann sie wieder geöffnet werden</translation>
    </message>
    <message>
        <source>Suspects in It</source>
        <translation>Verdachtsfälle darin</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Lets the region go (Esc in the plot)</source>
        <translation>Lässt den Bereich los (Esc im Diagramm)</translation>
    </message>
    <message>
        <source>Value of the driver</source>
        <translation>Wert des Treibers</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Puts the line where the driver is now, and lets it follow</source>
        <translation>Setzt die Linie dorthin, wo der Treiber jetzt ist, und lässt sie folgen</translation>
    </message>
    <message>
        <source>Earlier by</source>
        <translation>Früher um</translation>
    </message>
    <message>
        <source>Lag between driver and outcome</source>
        <translation>Verzug zwischen Treiber und Ergebnis</translation>
    </message>
    <message>
        <source>Notes on the plot</source>
        <translation>Hinweise zum Diagramm</translation>
    </message>
    <message>
        <source>%1 (not in the telemetry)</source>
        <translation>%1 (nicht in der Telemetrie)</translation>
    </message>
    <message>
        <source>%1 more drivers move together with it.</source>
        <translation>%1 weitere Treiber bewegen sich mit.</translation>
    </message>
    <message>
        <source>No service yet</source>
        <translation>Noch kein Dienst</translation>
    </message>
    <message>
        <source>How the failures of a service go with its load, the length of its contexts and other things is plotted here, once one sends telemetry.</source>
        <translation>Wie die Fehler eines Dienstes mit Last, Kontextlänge und anderem gehen, wird hier gezeichnet, sobald einer Telemetrie sendet.</translation>
    </message>
    <message>
        <source>The answers could not be read</source>
        <translation>Die Antworten konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>What went wrong stands above. They are read again as soon as the time moves or something else is chosen.</source>
        <translation>Was schiefging, steht oben. Sie werden neu gelesen, sobald die Zeit sich bewegt oder etwas anderes gewählt wird.</translation>
    </message>
    <message>
        <source>Reading the answers</source>
        <translation>Die Antworten werden gelesen</translation>
    </message>
    <message>
        <source>The newest are shown first; the rest follows.</source>
        <translation>Die neuesten zuerst; der Rest folgt.</translation>
    </message>
    <message>
        <source>No answers in this range</source>
        <translation>Keine Antworten in diesem Bereich</translation>
    </message>
    <message>
        <source>%1 gave none in the visible time. A longer one, below, may hold some.</source>
        <translation>%1 gab keine in der sichtbaren Zeit. Eine längere, unten, kann welche enthalten.</translation>
    </message>
    <message>
        <source>Nobody could tell whether these answers are wrong</source>
        <translation>Niemand konnte sagen, ob diese Antworten falsch sind</translation>
    </message>
    <message>
        <source>None of %1 has a result of what is chosen above: what is not captured or not judged is unknown, not good.</source>
        <translation>Keine von %1 hat ein Ergebnis des oben Gewählten: was nicht erfasst oder bewertet ist, ist unbekannt, nicht gut.</translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation>1 Antwort</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 Antworten</translation>
    </message>
    <message>
        <source>Not in the telemetry</source>
        <translation>Nicht in der Telemetrie</translation>
    </message>
    <message>
        <source>No answer that was judged tells the %1. Choose another driver above; those that are told can be chosen.</source>
        <translation>Keine bewertete Antwort nennt: %1. Wählen Sie oben einen anderen Treiber; die genannten sind wählbar.</translation>
    </message>
    <message>
        <source>No objective is of this service and check: the rate that you want it to be under</source>
        <translation>Kein Ziel gilt für diesen Dienst und diese Prüfung: die Rate, unter der es sein soll</translation>
    </message>
    <message>
        <source>What the objective &quot;%1&quot; allows</source>
        <translation>Was das Ziel „%1“ zulässt</translation>
    </message>
    <message>
        <source>%1 (of %2 alone)</source>
        <translation>%1 (von %2 allein)</translation>
    </message>
    <message>
        <source>Kept in the incident&apos;s record: &quot;%1&quot;</source>
        <translation>Im Vorfall aufbewahrt: „%1“</translation>
    </message>
    <message>
        <source>Drag across the lower plot to choose a region (Shift+arrows in the plot)</source>
        <translation>Über das untere Diagramm ziehen, um einen Bereich zu wählen (Umschalt+Pfeile darin)</translation>
    </message>
    <message>
        <source>%1 from %2 to %3: about %4 answers.</source>
        <translation>%1 von %2 bis %3: etwa %4 Antworten.</translation>
    </message>
    <message>
        <source>The suspects among these answers, in the time that is looked at</source>
        <translation>Die Verdachtsfälle unter diesen Antworten, in der betrachteten Zeit</translation>
    </message>
    <message>
        <source>No list of suspects: what was earlier is a mean over a while, no answer has it by itself.</source>
        <translation>Keine Liste von Verdachtsfällen: was früher war, ist ein Mittel über eine Weile, keine Antwort hat es für sich.</translation>
    </message>
    <message>
        <source>No list of suspects: %1 cannot be filtered by, as no answer tells it by itself.</source>
        <translation>Keine Liste von Verdachtsfällen: nach %1 kann nicht gefiltert werden, da keine Antwort es für sich nennt.</translation>
    </message>
    <message>
        <source>Reading the answers: %1 so far</source>
        <translation>Antworten werden gelesen: %1 bisher</translation>
    </message>
    <message>
        <source>Whether the rate goes with the %1 is said when all of them are read.</source>
        <translation>Ob die Quote mit „%1“ zusammenhängt, steht hier, wenn alle gelesen sind.</translation>
    </message>
    <message>
        <source>Fail any check</source>
        <translation>Bei einer Prüfung durchgefallen</translation>
    </message>
    <message>
        <source>Fail %1</source>
        <translation>Bei %1 durchgefallen</translation>
    </message>
    <message>
        <source>Mean badness of the worst check</source>
        <translation>Mittlerer Fehlergrad der schlechtesten Prüfung</translation>
    </message>
    <message>
        <source>Mean badness of %1</source>
        <translation>Mittlerer Fehlergrad von %1</translation>
    </message>
    <message>
        <source>End in an error</source>
        <translation>Mit einem Fehler beendet</translation>
    </message>
    <message>
        <source>Relation and what follows from it</source>
        <translation>Zusammenhang, und was aus ihm folgt</translation>
    </message>
    <message>
        <source>What the plot says</source>
        <translation>Was das Diagramm sagt</translation>
    </message>
</context>
<context>
    <name>explore::LagView</name>
    <message>
        <source>Correlation by lag</source>
        <translation>Korrelation nach Verzug</translation>
    </message>
    <message>
        <source>%1: correlation %2</source>
        <translation>%1: Korrelation %2</translation>
    </message>
    <message>
        <source>the peak</source>
        <translation>der Gipfel</translation>
    </message>
    <message>
        <source>no more than chance reaches</source>
        <translation>nicht mehr, als Zufall erreicht</translation>
    </message>
</context>
<context>
    <name>explore::RelationView</name>
    <message>
        <source>From %1 to %2: %3, n %4</source>
        <translation>Von %1 bis %2: %3, n %4</translation>
    </message>
    <message>
        <source>Rate against the driver</source>
        <translation>Rate über dem Treiber</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>%1, %2 earlier</source>
        <translation>%1, %2 früher</translation>
    </message>
    <message>
        <source>%1 (%2 further out)</source>
        <translation>%1 (%2 weiter außen)</translation>
    </message>
    <message>
        <source>knee %1</source>
        <translation>Knick %1</translation>
    </message>
</context>
<context>
    <name>frame::AlarmMenu</name>
    <message>
        <source>Other open alarms</source>
        <translation>Andere offene Alarme</translation>
    </message>
    <message>
        <source>%1 SEV%2 · %3 · %4</source>
        <translation>%1 SEV%2 · %3 · %4</translation>
    </message>
</context>
<context>
    <name>frame::IncidentBar</name>
    <message>
        <source>Acknowledge</source>
        <translation>Quittieren</translation>
    </message>
    <message>
        <source>Shelve</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Suppress</source>
        <translation>Unterdrücken</translation>
    </message>
    <message>
        <source>Unshelve</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>Let It Call Again</source>
        <translation>Wieder rufen lassen</translation>
    </message>
    <message>
        <source>Put the alarm out of sight for a while, with a reason. It comes back by itself.</source>
        <translation>Den Alarm eine Weile aus dem Blick nehmen, mit Grund. Er kommt von selbst zurück.</translation>
    </message>
    <message>
        <source>Say what explains the alarm: another alarm, or what was changed on purpose. It calls nobody until that is over.</source>
        <translation>Sagen, was den Alarm erklärt: ein anderer Alarm oder eine gewollte Änderung. Er ruft niemanden, bis das vorbei ist.</translation>
    </message>
    <message>
        <source>Bring the alarm back now: it stands as raised again.</source>
        <translation>Den Alarm jetzt zurückholen: er gilt wieder als ausgelöst.</translation>
    </message>
    <message>
        <source>What was said to explain the alarm no longer does: it stands as raised again.</source>
        <translation>Was den Alarm erklären sollte, tut es nicht mehr: er gilt wieder als ausgelöst.</translation>
    </message>
    <message>
        <source>Which other alarms are open; choose one to look at it.</source>
        <translation>Welche anderen Alarme offen sind; wählen Sie einen zum Ansehen.</translation>
    </message>
    <message>
        <source>Acknowledge and Close</source>
        <translation>Quittieren und schließen</translation>
    </message>
    <message>
        <source>No data has come since. Acknowledging says that it is over.</source>
        <translation>Seitdem kamen keine Daten. Quittieren sagt, dass es vorbei ist.</translation>
    </message>
    <message>
        <source>Say that somebody is looking at it. The alarm stays until the signal is back.</source>
        <translation>Sagen, dass jemand es ansieht. Der Alarm bleibt, bis das Signal zurück ist.</translation>
    </message>
    <message>
        <source>Opens an incident of it, with you in command, where none is open (Incident › Acknowledging a Grave Alarm Opens Its Incident).</source>
        <translation>Öffnet dessen Vorfall, mit Ihnen als Leitung, wo keiner offen ist (Vorfall › Quittieren eines schweren Alarms öffnet dessen Vorfall).</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1</translation>
    </message>
    <message>
        <source>The incident that the alarm is part of: %1</source>
        <translation>Der Vorfall, zu dem der Alarm gehört: %1</translation>
    </message>
    <message>
        <source>The incident that is open: %1</source>
        <translation>Der offene Vorfall: %1</translation>
    </message>
    <message>
        <source>Show incident %1</source>
        <translation>Vorfall %1 zeigen</translation>
    </message>
    <message>
        <source>Open Incident</source>
        <translation>Vorfall öffnen</translation>
    </message>
    <message>
        <source>An incident of people from this alarm, with you in command</source>
        <translation>Ein Vorfall von Menschen aus diesem Alarm, mit Ihnen als Leitung</translation>
    </message>
    <message>
        <source>The past is shown. Goes back to the present.</source>
        <translation>Die Vergangenheit wird gezeigt. Geht zurück in die Gegenwart.</translation>
    </message>
    <message>
        <source>Now: alarms not known yet</source>
        <translation>Jetzt: Alarme noch nicht bekannt</translation>
    </message>
    <message>
        <source>▲ Now: %1 open alarms</source>
        <translation>▲ Jetzt: %1 offene Alarme</translation>
    </message>
    <message>
        <source>▲ Now: 1 open alarm</source>
        <translation>▲ Jetzt: 1 offener Alarm</translation>
    </message>
    <message>
        <source>Now: no open alarm, %1</source>
        <translation>Jetzt: kein offener Alarm, %1</translation>
    </message>
    <message>
        <source>1 not judged yet</source>
        <translation>1 noch nicht bewertet</translation>
    </message>
    <message>
        <source>%1 not judged yet</source>
        <translation>%1 noch nicht bewertet</translation>
    </message>
    <message>
        <source>Now: no open alarm</source>
        <translation>Jetzt: kein offener Alarm</translation>
    </message>
    <message>
        <source>%1 · Go Live</source>
        <translation>%1 · Zu Live</translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation>1 Alarm</translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation>%1 Alarme</translation>
    </message>
    <message>
        <source>1 open alarm</source>
        <translation>1 offener Alarm</translation>
    </message>
    <message>
        <source>%1 open alarms</source>
        <translation>%1 offene Alarme</translation>
    </message>
    <message>
        <source>1 more open alarm</source>
        <translation>1 weiterer offener Alarm</translation>
    </message>
    <message>
        <source>%1 more open alarms</source>
        <translation>%1 weitere offene Alarme</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarm: %1</translation>
    </message>
    <message>
        <source>acknowledged</source>
        <translation>quittiert</translation>
    </message>
    <message>
        <source>no new data, still open</source>
        <translation>keine neuen Daten, noch offen</translation>
    </message>
    <message>
        <source>not acknowledged</source>
        <translation>nicht quittiert</translation>
    </message>
    <message>
        <source>%1 (when raised)</source>
        <translation>%1 (bei Auslösung)</translation>
    </message>
    <message>
        <source>Its share and n count from the onset until it was raised; the fleet shows the whole range, the charts each piece of it.</source>
        <translation>Anteil und n zählen vom Beginn bis zur Auslösung; die Flotte zeigt den ganzen Bereich, die Diagramme jedes Stück davon.</translation>
    </message>
    <message>
        <source>INCIDENT %1 · %2</source>
        <translation>VORFALL %1 · %2</translation>
    </message>
    <message>
        <source>%1 since %2 (was %3)</source>
        <translation>%1 seit %2 (war %3)</translation>
    </message>
    <message>
        <source>nobody in command</source>
        <translation>niemand leitet</translation>
    </message>
    <message>
        <source>SEV%1 · %2 · %3</source>
        <translation>SEV%1 · %2 · %3</translation>
    </message>
    <message>
        <source>since %1 UTC (%2)</source>
        <translation>seit %1 UTC (%2)</translation>
    </message>
    <message>
        <source>%1 incidents open</source>
        <translation>%1 Vorfälle offen</translation>
    </message>
    <message>
        <source>no open alarm</source>
        <translation>kein offener Alarm</translation>
    </message>
    <message>
        <source>since about %1 UTC (%2)</source>
        <translation>seit etwa %1 UTC (%2)</translation>
    </message>
    <message>
        <source>No open alarm at %1 UTC</source>
        <translation>Kein offener Alarm um %1 UTC</translation>
    </message>
    <message>
        <source>No open alarm</source>
        <translation>Kein offener Alarm</translation>
    </message>
    <message>
        <source>What is not judged yet may still raise an alarm.</source>
        <translation>Was noch nicht bewertet ist, kann noch einen Alarm auslösen.</translation>
    </message>
    <message>
        <source>Alarms rest on the checks shown in the fleet;
what is not checked cannot raise one.</source>
        <translation>Alarme beruhen auf den Prüfungen in der Flotte;
was nicht geprüft wird, kann keinen auslösen.</translation>
    </message>
    <message>
        <source>Suppressed, explained by %1: %2</source>
        <translation>Unterdrückt, erklärt durch %1: %2</translation>
    </message>
    <message>
        <source>Shelved until %1 UTC: %2</source>
        <translation>Zurückgestellt bis %1 UTC: %2</translation>
    </message>
    <message>
        <source>All %1 alarms acknowledged, the gravest: %2</source>
        <translation>Alle %1 Alarme quittiert, der schwerste: %2</translation>
    </message>
    <message>
        <source>all %1 alarms acknowledged, the gravest %2</source>
        <translation>alle %1 Alarme quittiert, der schwerste %2</translation>
    </message>
    <message>
        <source>Nothing received yet</source>
        <translation>Noch nichts empfangen</translation>
    </message>
    <message>
        <source>Whether anything is wrong is not known:
no telemetry has come that could be checked.</source>
        <translation>Ob etwas falsch ist, ist nicht bekannt:
es kam keine Telemetrie, die geprüft werden könnte.</translation>
    </message>
    <message>
        <source>1 more alarm</source>
        <translation>1 weiterer Alarm</translation>
    </message>
    <message>
        <source>%1 more alarms</source>
        <translation>%1 weitere Alarme</translation>
    </message>
    <message>
        <source>Alarms not read yet</source>
        <translation>Alarme noch nicht gelesen</translation>
    </message>
    <message>
        <source>Whether anything is wrong is not known:
the recording is being read.</source>
        <translation>Ob etwas falsch läuft, ist nicht bekannt:
die Aufzeichnung wird gelesen.</translation>
    </message>
</context>
<context>
    <name>frame::LinkStatus</name>
    <message>
        <source>%1 %2/s lag %3</source>
        <translation>%1 %2/s Verzug %3</translation>
    </message>
    <message>
        <source>%1 stale %2</source>
        <translation>%1 veraltet %2</translation>
    </message>
    <message>
        <source>%1 failing</source>
        <translation>%1 gestört</translation>
    </message>
    <message>
        <source>%1 nothing for %2</source>
        <translation>%1 nichts seit %2</translation>
    </message>
    <message>
        <source>%1 nothing yet</source>
        <translation>%1 noch nichts</translation>
    </message>
    <message>
        <source>%1 closed</source>
        <translation>%1 geschlossen</translation>
    </message>
    <message>
        <source>✕ nothing is received here</source>
        <translation>✕ hier wird nichts empfangen</translation>
    </message>
    <message>
        <source>? %1</source>
        <translation>? %1</translation>
    </message>
    <message>
        <source>control plane ●</source>
        <translation>Steuerungsebene ●</translation>
    </message>
    <message>
        <source>✕ control plane cannot be reached</source>
        <translation>✕ Steuerungsebene nicht erreichbar</translation>
    </message>
    <message>
        <source>1 generation not judged yet</source>
        <translation>1 Generation noch nicht bewertet</translation>
    </message>
    <message>
        <source>%1 generations not judged yet</source>
        <translation>%1 Generationen noch nicht bewertet</translation>
    </message>
    <message>
        <source>Shared room: %1</source>
        <translation>Gemeinsamer Raum: %1</translation>
    </message>
    <message>
        <source>%1 is back</source>
        <translation>%1 ist zurück</translation>
    </message>
    <message>
        <source>Connection lost: %1, %2</source>
        <translation>Verbindung verloren: %1, %2</translation>
    </message>
    <message>
        <source>control plane</source>
        <translation>Steuerungsebene</translation>
    </message>
    <message>
        <source>control plane cannot be reached</source>
        <translation>Steuerungsebene nicht erreichbar</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source> · duplicates %1 · rejected %2 · deliveries refused %3</source>
        <translation> · Duplikate %1 · verworfen %2 · Lieferungen abgewiesen %3</translation>
    </message>
    <message>
        <source>Rejected: items that could not be understood. Refused: deliveries that were turned away unread: more came than could be written (senders deliver those again), or they had no token or a wrong content type.</source>
        <translation>Verworfen: nicht verstandene Stücke. Abgewiesen: ungelesen zurückgewiesene Lieferungen: es kam mehr, als geschrieben werden konnte (Sender liefern sie erneut), oder sie hatten kein Token oder einen falschen Inhaltstyp.</translation>
    </message>
    <message>
        <source>Following %1: what is written there is shown, nothing can be commanded from here</source>
        <translation>Folgt %1: was dort geschrieben wird, ist zu sehen; von hier kann nichts befohlen werden</translation>
    </message>
    <message>
        <source>Recording: nothing is received and nothing can be commanded</source>
        <translation>Aufzeichnung: nichts wird empfangen und nichts kann befohlen werden</translation>
    </message>
    <message>
        <source>Bundle: %1 Nothing is received and nothing can be commanded</source>
        <translation>Bündel: %1 Nichts wird empfangen und nichts kann befohlen werden</translation>
    </message>
    <message>
        <source>The size is the file&apos;s. Beside it stand %1 of a log that is taken into it, and goes when nothing comes for a while or the recording ends.</source>
        <translation>Die Größe ist die der Datei. Daneben stehen %1 eines Protokolls, das in sie übernommen wird und verschwindet, wenn eine Weile nichts kommt oder die Aufzeichnung endet.</translation>
    </message>
</context>
<context>
    <name>frame::ShelveMenu</name>
    <message>
        <source>Shelve</source>
        <translation>Zurückstellen</translation>
    </message>
    <message>
        <source>Say why; then choose for how long</source>
        <translation>Grund nennen; dann die Dauer wählen</translation>
    </message>
    <message>
        <source>Why the alarm is shelved</source>
        <translation>Warum der Alarm zurückgestellt wird</translation>
    </message>
    <message>
        <source>For 15 Minutes</source>
        <translation>Für 15 Minuten</translation>
    </message>
    <message>
        <source>For 1 Hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>For 4 Hours</source>
        <translation>Für 4 Stunden</translation>
    </message>
</context>
<context>
    <name>frame::SuppressMenu</name>
    <message>
        <source>Suppress</source>
        <translation>Unterdrücken</translation>
    </message>
    <message>
        <source>Say what explains it, for example a test of load</source>
        <translation>Sagen, was es erklärt, zum Beispiel ein Lasttest</translation>
    </message>
    <message>
        <source>What explains the alarm</source>
        <translation>Was den Alarm erklärt</translation>
    </message>
    <message>
        <source>Suppress Until It Is Taken Back</source>
        <translation>Unterdrücken bis zur Rücknahme</translation>
    </message>
    <message>
        <source>Until this alarm is over</source>
        <translation>Bis dieser Alarm vorbei ist</translation>
    </message>
    <message numerus="yes">
        <source>%n more: name one in the field above</source>
        <translation>
            <numerusform>%n weiterer: nennen Sie einen im Feld oben</numerusform>
            <numerusform>%n weitere: nennen Sie einen im Feld oben</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>guimain</name>
    <message>
        <source>Open Link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>The link does not say which recording it is into.</source>
        <translation>Der Link sagt nicht, in welche Aufzeichnung er führt.</translation>
    </message>
    <message>
        <source>The link is into recording %1, which is not among this window&apos;s own.</source>
        <translation>Der Link führt in die Aufzeichnung %1, die nicht unter denen dieses Fensters ist.</translation>
    </message>
    <message>
        <source>Choose the recording, or a bundle that a colleague made of it.</source>
        <translation>Wählen Sie die Aufzeichnung oder ein Bündel, das ein Kollege davon erstellt hat.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>The Recording of the Link</source>
        <translation>Die Aufzeichnung des Links</translation>
    </message>
    <message>
        <source>Recordings and Bundles (*.plumb *.plumbundle)</source>
        <translation>Aufzeichnungen und Bündel (*.plumb *.plumbundle)</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The incident cannot be shown: %1</source>
        <translation>Der Vorfall kann nicht gezeigt werden: %1</translation>
    </message>
    <message>
        <source>Nobody is told of what happens: %1</source>
        <translation>Niemand erfährt, was geschieht: %1</translation>
    </message>
</context>
<context>
    <name>handingover</name>
    <message>
        <source>Another Plumbline is open and does not answer: this is a second window, which records by itself. Where the other still holds the ports, nothing is received here.</source>
        <translation>Ein anderes Plumbline ist offen und antwortet nicht: dies ist ein zweites Fenster, das für sich aufzeichnet. Wo das andere die Ports noch hält, wird hier nichts empfangen.</translation>
    </message>
    <message>
        <source>Another Plumbline has this recording open and does not answer: this is a second window on it.</source>
        <translation>Ein anderes Plumbline hat diese Aufzeichnung offen und antwortet nicht: dies ist ein zweites Fenster darauf.</translation>
    </message>
</context>
<context>
    <name>help::GuideText</name>
    <message>
        <source>Page of the guide</source>
        <translation>Seite des Handbuchs</translation>
    </message>
</context>
<context>
    <name>help::GuideView</name>
    <message>
        <source>Search the guide</source>
        <translation>Handbuch durchsuchen</translation>
    </message>
    <message>
        <source>Contents of the guide</source>
        <translation>Inhalt des Handbuchs</translation>
    </message>
    <message>
        <source>← Back</source>
        <translation>← Zurück</translation>
    </message>
    <message>
        <source>Forward →</source>
        <translation>Vor →</translation>
    </message>
    <message>
        <source>Not in this guide, and not opened from here: %1</source>
        <translation>Nicht in diesem Handbuch, und von hier nicht geöffnet: %1</translation>
    </message>
    <message>
        <source>Not in this guide; a file of the project&apos;s source: %1</source>
        <translation>Nicht in diesem Handbuch; eine Datei des Quelltexts: %1</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Nothing in the guide has all of these words.</source>
        <translation>Nichts im Handbuch enthält alle diese Wörter.</translation>
    </message>
    <message>
        <source>1 section</source>
        <translation>1 Abschnitt</translation>
    </message>
    <message>
        <source>%1 sections</source>
        <translation>%1 Abschnitte</translation>
    </message>
    <message>
        <source>The guide is in English only.</source>
        <translation>Das Handbuch gibt es nur auf Englisch.</translation>
    </message>
</context>
<context>
    <name>incident::CurationForm</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>No more than %1 characters can be kept; there are %2.</source>
        <translation>Mehr als %1 Zeichen können nicht behalten werden; es sind %2.</translation>
    </message>
</context>
<context>
    <name>incident::EntryDetails</name>
    <message>
        <source>Open Trace</source>
        <translation>Trace öffnen</translation>
    </message>
    <message>
        <source>Open in Explore</source>
        <translation>In Erkunden öffnen</translation>
    </message>
    <message>
        <source>Go to Its Time</source>
        <translation>Zu seiner Zeit</translation>
    </message>
    <message>
        <source>Open Incident</source>
        <translation>Vorfall öffnen</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>Roh</translation>
    </message>
    <message>
        <source>Details of the entry</source>
        <translation>Einzelheiten des Eintrags</translation>
    </message>
    <message>
        <source>An incident of people, which this is the beginning of</source>
        <translation>Ein Vorfall von Menschen, dessen Anfang dies ist</translation>
    </message>
    <message>
        <source>What the entry is on, in its trace</source>
        <translation>Worauf der Eintrag sich bezieht, in seinem Trace</translation>
    </message>
    <message>
        <source>The details as they were recorded, in JSON</source>
        <translation>Die Einzelheiten wie aufgezeichnet, in JSON</translation>
    </message>
    <message>
        <source>The entry</source>
        <translation>Der Eintrag</translation>
    </message>
    <message>
        <source>Show no entry, but more of the timeline</source>
        <translation>Keinen Eintrag zeigen, sondern mehr vom Verlauf</translation>
    </message>
    <message>
        <source>Close the entry</source>
        <translation>Den Eintrag schließen</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1</translation>
    </message>
    <message>
        <source>The incident that this alarm is part of</source>
        <translation>Der Vorfall, zu dem dieser Alarm gehört</translation>
    </message>
    <message>
        <source>Take Out of %1…</source>
        <translation>Aus %1 nehmen…</translation>
    </message>
    <message>
        <source>Put into %1…</source>
        <translation>Zu %1 nehmen…</translation>
    </message>
    <message>
        <source>Say that this alarm is no part of the incident; it is asked why</source>
        <translation>Sagen, dass dieser Alarm nicht zum Vorfall gehört; nach dem Grund wird gefragt</translation>
    </message>
    <message>
        <source>Say that this alarm is part of the incident</source>
        <translation>Sagen, dass dieser Alarm zum Vorfall gehört</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Marked: %1</source>
        <translation>Markiert: %1</translation>
    </message>
    <message>
        <source>%1 · %2 · by %3</source>
        <translation>%1 · %2 · von %3</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>In the shared room, not in the recording · %1 · told %2</source>
        <translation>Im gemeinsamen Raum, nicht in der Aufzeichnung · %1 · mitgeteilt %2</translation>
    </message>
    <message>
        <source>Beside the recording, no part of its chain · %1 · written %2</source>
        <translation>Neben der Aufzeichnung, nicht Teil ihrer Kette · %1 · geschrieben %2</translation>
    </message>
    <message>
        <source>#%1 · %2 · %3</source>
        <translation>#%1 · %2 · %3</translation>
    </message>
    <message>
        <source>Show What Was on the Screen</source>
        <translation>Zeigen, was auf dem Schirm war</translation>
    </message>
    <message>
        <source>Open Link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Goes to that moment, and opens the page as it was</source>
        <translation>Geht zu jenem Moment und öffnet die Seite, wie sie war</translation>
    </message>
    <message>
        <source>To the moment and the page that the link names</source>
        <translation>Zum Moment und zur Seite, die der Link nennt</translation>
    </message>
</context>
<context>
    <name>incident::EntryPort</name>
    <message>
        <source>What %1 asked for cannot be written here.</source>
        <translation>Was %1 verlangte, kann hier nicht geschrieben werden.</translation>
    </message>
</context>
<context>
    <name>incident::IncidentHead</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Alarms %1</source>
        <translation>Alarme %1</translation>
    </message>
    <message>
        <source>alerts %1</source>
        <translation>Meldungen %1</translation>
    </message>
    <message>
        <source>No alarm is part of it</source>
        <translation>Kein Alarm gehört dazu</translation>
    </message>
    <message>
        <source>taken out: %1</source>
        <translation>herausgenommen: %1</translation>
    </message>
    <message>
        <source>Closed because: %1</source>
        <translation>Geschlossen, weil: %1</translation>
    </message>
    <message>
        <source>Handed over by %1 to %2 at %3</source>
        <translation>Übergeben von %1 an %2 um %3</translation>
    </message>
    <message>
        <source>Link: %1</source>
        <translation>Link: %1</translation>
    </message>
    <message>
        <source>Link: %1, %2</source>
        <translation>Link: %1, %2</translation>
    </message>
    <message>
        <source>and %1 older links, in the timeline</source>
        <translation>und %1 ältere Links, im Verlauf</translation>
    </message>
    <message>
        <source>Which incident is shown</source>
        <translation>Welcher Vorfall gezeigt wird</translation>
    </message>
    <message>
        <source>Take Command</source>
        <translation>Leitung nehmen</translation>
    </message>
    <message>
        <source>Key Moment</source>
        <translation>Schlüsselmoment</translation>
    </message>
    <message>
        <source>Hand Over…</source>
        <translation>Übergeben…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Close…</source>
        <translation>Schließen…</translation>
    </message>
    <message>
        <source>Reopen…</source>
        <translation>Wieder öffnen…</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Bericht…</translation>
    </message>
    <message>
        <source>What If…</source>
        <translation>Was wäre wenn…</translation>
    </message>
    <message>
        <source>Bundle…</source>
        <translation>Bündel…</translation>
    </message>
    <message>
        <source>Open Incident…</source>
        <translation>Vorfall öffnen…</translation>
    </message>
    <message>
        <source>Say that you are in command of the incident</source>
        <translation>Sagen, dass Sie den Vorfall leiten</translation>
    </message>
    <message>
        <source>Say when something of the incident was: what is proposed stays until somebody does</source>
        <translation>Sagen, wann etwas vom Vorfall war: das Vorgeschlagene bleibt, bis es jemand tut</translation>
    </message>
    <message>
        <source>An incident of people, by hand</source>
        <translation>Ein Vorfall von Menschen, von Hand</translation>
    </message>
    <message>
        <source>SEV&amp;1, the worst</source>
        <translation>SEV&amp;1, der schwerste</translation>
    </message>
    <message>
        <source>SEV&amp;%1</source>
        <translation>SEV&amp;%1</translation>
    </message>
    <message>
        <source>Fix: %1…</source>
        <translation>Festlegen: %1…</translation>
    </message>
    <message>
        <source>Let It Be Proposed: %1…</source>
        <translation>Vorschlagen lassen: %1…</translation>
    </message>
    <message>
        <source>&amp;Title…</source>
        <translation>&amp;Titel…</translation>
    </message>
    <message>
        <source>&amp;Services…</source>
        <translation>&amp;Dienste…</translation>
    </message>
    <message>
        <source>Add &amp;Link…</source>
        <translation>&amp;Link hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Hand Over…</source>
        <translation>&amp;Übergeben…</translation>
    </message>
    <message>
        <source>&amp;Open Another Incident…</source>
        <translation>Weiteren Vorfall &amp;öffnen…</translation>
    </message>
    <message>
        <source>&amp;What If…</source>
        <translation>&amp;Was wäre wenn…</translation>
    </message>
    <message>
        <source>&amp;Bundle…</source>
        <translation>&amp;Bündel…</translation>
    </message>
    <message>
        <source>No incident was opened</source>
        <translation>Es wurde kein Vorfall geöffnet</translation>
    </message>
    <message>
        <source>All that the recording holds</source>
        <translation>Alles, was die Aufzeichnung enthält</translation>
    </message>
    <message>
        <source>Whole recording</source>
        <translation>Ganze Aufzeichnung</translation>
    </message>
    <message>
        <source>Incident shown: %1</source>
        <translation>Gezeigter Vorfall: %1</translation>
    </message>
    <message>
        <source>%1 · SEV%2 · %3 · %4</source>
        <translation>%1 · SEV%2 · %3 · %4</translation>
    </message>
    <message>
        <source>&amp;Whole recording</source>
        <translation>&amp;Ganze Aufzeichnung</translation>
    </message>
    <message>
        <source> · counted %1</source>
        <translation> · gezählt %1</translation>
    </message>
    <message>
        <source>How far it reached is being counted…</source>
        <translation>Wie weit es reichte, wird gezählt…</translation>
    </message>
    <message>
        <source>How far it reached is not known: %1</source>
        <translation>Wie weit es reichte, ist nicht bekannt: %1</translation>
    </message>
    <message>
        <source>SEV%1</source>
        <translation>SEV%1</translation>
    </message>
    <message>
        <source>Severity %1</source>
        <translation>Schweregrad %1</translation>
    </message>
    <message>
        <source>Status: %1</source>
        <translation>Stand: %1</translation>
    </message>
    <message>
        <source>In the room: %1</source>
        <translation>Im Raum: %1</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> und %1 weitere</translation>
    </message>
</context>
<context>
    <name>incident::IncidentPage</name>
    <message>
        <source>%1 has severity %2; it was %3.</source>
        <translation>%1 hat Schweregrad %2; es war %3.</translation>
    </message>
    <message>
        <source>%1: %2; it was: %3.</source>
        <translation>%1: %2; es war: %3.</translation>
    </message>
    <message>
        <source>You are in command of %1.</source>
        <translation>Sie leiten %1.</translation>
    </message>
    <message>
        <source>What %1 is called</source>
        <translation>Wie %1 heißt</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>What is wrong, and where</source>
        <translation>Was falsch ist, und wo</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>It has another title.</source>
        <translation>Er hat einen anderen Titel.</translation>
    </message>
    <message>
        <source>Which services %1 affects</source>
        <translation>Welche Dienste %1 betrifft</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Dienste</translation>
    </message>
    <message>
        <source>Names, with commas; empty: not known</source>
        <translation>Namen, mit Kommas; leer: nicht bekannt</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen</translation>
    </message>
    <message>
        <source>The services affected were set.</source>
        <translation>Die betroffenen Dienste wurden gesetzt.</translation>
    </message>
    <message>
        <source>A link of %1, to be shown and never followed</source>
        <translation>Ein Link von %1, der gezeigt und nie verfolgt wird</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>May be left out</source>
        <translation>Darf fehlen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>The link stands in the timeline.</source>
        <translation>Der Link steht im Verlauf.</translation>
    </message>
    <message>
        <source>Hand %1 over</source>
        <translation>%1 übergeben</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Who is in command from now on</source>
        <translation>Wer von jetzt an leitet</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>How it stands, what was tried, what is to be done next</source>
        <translation>Wie es steht, was versucht wurde, was als Nächstes zu tun ist</translation>
    </message>
    <message>
        <source>Hand Over</source>
        <translation>Übergeben</translation>
    </message>
    <message>
        <source>Handed over to %1.</source>
        <translation>An %1 übergeben.</translation>
    </message>
    <message>
        <source>Whether a runbook is unfinished is not known yet.</source>
        <translation>Ob ein Runbook unfertig ist, ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>What shows that it is over; the report tells it</source>
        <translation>Was zeigt, dass es vorbei ist; der Bericht nennt es</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Bestätigen</translation>
    </message>
    <message>
        <source>Close it all the same</source>
        <translation>Trotzdem schließen</translation>
    </message>
    <message>
        <source>Close %1</source>
        <translation>%1 schließen</translation>
    </message>
    <message>
        <source>Close It</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>%1 Press again to close it all the same.</source>
        <translation>%1 Noch einmal drücken, um trotzdem zu schließen.</translation>
    </message>
    <message>
        <source>Closed. What is found later can still be added.</source>
        <translation>Geschlossen. Später Gefundenes kann noch hinzukommen.</translation>
    </message>
    <message>
        <source>Open %1 again</source>
        <translation>%1 wieder öffnen</translation>
    </message>
    <message>
        <source>Reopen</source>
        <translation>Wieder öffnen</translation>
    </message>
    <message>
        <source>It is open again.</source>
        <translation>Er ist wieder offen.</translation>
    </message>
    <message>
        <source>Take the mark off entry %1: %2</source>
        <translation>Die Markierung von Eintrag %1 nehmen: %2</translation>
    </message>
    <message>
        <source>Mark entry %1: %2</source>
        <translation>Eintrag %1 markieren: %2</translation>
    </message>
    <message>
        <source>What it shows, for the report; may be left out</source>
        <translation>Was er zeigt, für den Bericht; darf fehlen</translation>
    </message>
    <message>
        <source>Take Off</source>
        <translation>Abnehmen</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Entry %1 is not marked any more.</source>
        <translation>Eintrag %1 ist nicht mehr markiert.</translation>
    </message>
    <message>
        <source>Entry %1 is marked.</source>
        <translation>Eintrag %1 ist markiert.</translation>
    </message>
    <message>
        <source>Fix the key moment of %1: %2</source>
        <translation>Den Schlüsselmoment von %1 festlegen: %2</translation>
    </message>
    <message>
        <source>When (UTC)</source>
        <translation>Wann (UTC)</translation>
    </message>
    <message>
        <source>02:41:07, or 2026-11-24 02:41:07</source>
        <translation>02:41:07, oder 2026-11-24 02:41:07</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>Eintrag</translation>
    </message>
    <message>
        <source>Number of the entry that shows it; may be left out</source>
        <translation>Nummer des Eintrags, der es zeigt; darf fehlen</translation>
    </message>
    <message>
        <source>What it rests on</source>
        <translation>Worauf es beruht</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>Festlegen</translation>
    </message>
    <message>
        <source>“%1” is no time: write 02:41:07, or 2026-11-24T02:41:07Z.</source>
        <translation>„%1“ ist keine Zeit: schreiben Sie 02:41:07 oder 2026-11-24T02:41:07Z.</translation>
    </message>
    <message>
        <source>“%1” is no number of an entry.</source>
        <translation>„%1“ ist keine Nummer eines Eintrags.</translation>
    </message>
    <message>
        <source>The timeline has no entry %1; the newest is %2.</source>
        <translation>Der Verlauf hat keinen Eintrag %1; der neueste ist %2.</translation>
    </message>
    <message>
        <source>%1 is fixed at %2.</source>
        <translation>%1 ist auf %2 festgelegt.</translation>
    </message>
    <message>
        <source>%1 of %2 is not to be fixed any more: what the rule proposes holds again</source>
        <translation>%1 von %2 soll nicht mehr festgelegt sein: was die Regel vorschlägt, gilt wieder</translation>
    </message>
    <message>
        <source>Let It Be Proposed</source>
        <translation>Vorschlagen lassen</translation>
    </message>
    <message>
        <source>%1 is proposed by the rule again.</source>
        <translation>%1 wird wieder von der Regel vorgeschlagen.</translation>
    </message>
    <message>
        <source>Open an incident</source>
        <translation>Einen Vorfall öffnen</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Schweregrad</translation>
    </message>
    <message>
        <source>1 (worst) to 4</source>
        <translation>1 (schwerster) bis 4</translation>
    </message>
    <message>
        <source>Names, with commas; empty: not known, and all of them are counted</source>
        <translation>Namen, mit Kommas; leer: nicht bekannt, und alle werden gezählt</translation>
    </message>
    <message>
        <source>Since (UTC)</source>
        <translation>Seit (UTC)</translation>
    </message>
    <message>
        <source>02:41:07, or a date and time; empty: now</source>
        <translation>02:41:07, oder Datum und Zeit; leer: jetzt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>“%1” is no severity. A severity is 1 (worst) to 4.</source>
        <translation>„%1“ ist kein Schweregrad. Ein Schweregrad ist 1 (schwerster) bis 4.</translation>
    </message>
    <message>
        <source>An incident starts before it is opened: %1 is still to come.</source>
        <translation>Ein Vorfall beginnt, bevor er geöffnet wird: %1 kommt erst noch.</translation>
    </message>
    <message>
        <source>Take %1 out of %2</source>
        <translation>%1 aus %2 nehmen</translation>
    </message>
    <message>
        <source>What shows that it is no part of it</source>
        <translation>Was zeigt, dass er nicht dazugehört</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Another open incident, as INC-0002; empty: none</source>
        <translation>Ein anderer offener Vorfall, etwa INC-0002; leer: keiner</translation>
    </message>
    <message>
        <source>Take Out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Put %1 into %2</source>
        <translation>%1 zu %2 nehmen</translation>
    </message>
    <message>
        <source>Put In</source>
        <translation>Dazunehmen</translation>
    </message>
    <message>
        <source>The recording holds no alarm %1.</source>
        <translation>Die Aufzeichnung enthält keinen Alarm %1.</translation>
    </message>
    <message>
        <source>There is no incident “%1”.</source>
        <translation>Es gibt keinen Vorfall „%1“.</translation>
    </message>
    <message>
        <source>It is part of %1 already.</source>
        <translation>Er gehört schon zu %1.</translation>
    </message>
    <message>
        <source>%1 is closed: reopen it first.</source>
        <translation>%1 ist geschlossen: öffnen Sie ihn erst wieder.</translation>
    </message>
    <message>
        <source>It is no part of %1 any more.</source>
        <translation>Er gehört nicht mehr zu %1.</translation>
    </message>
    <message>
        <source>It is part of %1 now.</source>
        <translation>Er gehört jetzt zu %1.</translation>
    </message>
    <message>
        <source>The incident and its timeline</source>
        <translation>Der Vorfall und seine Zeitleiste</translation>
    </message>
</context>
<context>
    <name>incident::MomentCell</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>Not known: %1</source>
        <translation>Nicht bekannt: %1</translation>
    </message>
    <message>
        <source>Proposed: %1</source>
        <translation>Vorgeschlagen: %1</translation>
    </message>
    <message>
        <source>Fixed by %1: %2</source>
        <translation>Festgelegt von %1: %2</translation>
    </message>
    <message>
        <source>%1, %2 %3</source>
        <translation>%1, %2 %3</translation>
    </message>
    <message>
        <source>%1, not known</source>
        <translation>%1, nicht bekannt</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <translation>%1 um %2</translation>
    </message>
</context>
<context>
    <name>incident::MomentStrip</name>
    <message>
        <source>Go to It</source>
        <translation>Dorthin</translation>
    </message>
    <message>
        <source>&amp;Fix…</source>
        <translation>&amp;Festlegen…</translation>
    </message>
    <message>
        <source>&amp;Let It Be Proposed…</source>
        <translation>&amp;Vorschlagen lassen…</translation>
    </message>
</context>
<context>
    <name>incident::PayloadText</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>incident::TimelinePage</name>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Aktionen</translation>
    </message>
    <message>
        <source>Arming</source>
        <translation>Scharfstellen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>Sonden</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Vorfall</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Search the timeline</source>
        <translation>Den Verlauf durchsuchen</translation>
    </message>
    <message>
        <source>Verify Chain</source>
        <translation>Kette prüfen</translation>
    </message>
    <message>
        <source>Walks the hash chain of all entries again</source>
        <translation>Geht die Hash-Kette aller Einträge noch einmal durch</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Shows entries of all kinds but what was looked at, which Views shows</source>
        <translation>Zeigt Einträge aller Arten außer dem Angesehenen, das Ansichten zeigt</translation>
    </message>
    <message>
        <source>Shows only chosen kinds; none chosen shows all.</source>
        <translation>Zeigt nur gewählte Arten; keine gewählt zeigt alle.</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Shows only what somebody marked.</source>
        <translation>Zeigt nur, was jemand markiert hat.</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Ansichten</translation>
    </message>
    <message>
        <source>Shows also what was looked at, of which there is much.</source>
        <translation>Zeigt auch, was angesehen wurde; davon gibt es viel.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Add Note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Your note stands at %1, in a file beside the recording, which stays as it was recorded.</source>
        <translation>Ihre Notiz steht bei %1, in einer Datei neben der Aufzeichnung, die bleibt, wie sie aufgezeichnet wurde.</translation>
    </message>
    <message>
        <source>Your note stands at %1, the time that is shown. It was written just now, so that views of that time do not show it: it is in the list once you are %2.</source>
        <translation>Ihre Notiz steht bei %1, der gezeigten Zeit. Sie wurde eben geschrieben, so dass Ansichten jener Zeit sie nicht zeigen: in der Liste ist sie, sobald Sie %2 sind.</translation>
    </message>
    <message>
        <source>live again</source>
        <translation>wieder live</translation>
    </message>
    <message>
        <source>%1 The note is still in its line.</source>
        <translation>%1 Die Notiz steht noch in ihrer Zeile.</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Eine Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Add a note about %1, the time that is shown</source>
        <translation>Eine Notiz zu %1, der gezeigten Zeit, hinzufügen</translation>
    </message>
    <message>
        <source>Verifying…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Chain could not be read</source>
        <translation>Kette nicht lesbar</translation>
    </message>
    <message>
        <source>Chain broken at entry %1</source>
        <translation>Kette gebrochen bei Eintrag %1</translation>
    </message>
    <message>
        <source>The timeline was altered: %1</source>
        <translation>Der Verlauf wurde verändert: %1</translation>
    </message>
    <message>
        <source>Last walked on at %1. Walks the hash chain of all entries again.</source>
        <translation>Zuletzt um %1 durchgegangen. Geht die Hash-Kette aller Einträge noch einmal durch.</translation>
    </message>
    <message>
        <source>Newest hash %1</source>
        <translation>Neuester Hash %1</translation>
    </message>
    <message>
        <source>Chain verified up to entry %1 of %2</source>
        <translation>Kette geprüft bis Eintrag %1 von %2</translation>
    </message>
    <message>
        <source>Chain verified · 1 entry</source>
        <translation>Kette geprüft · 1 Eintrag</translation>
    </message>
    <message>
        <source>Chain verified · %1 entries</source>
        <translation>Kette geprüft · %1 Einträge</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 shown</source>
        <translation>%1 · %2 von %3 gezeigt</translation>
    </message>
    <message>
        <source>No entry fits</source>
        <translation>Kein Eintrag passt</translation>
    </message>
    <message>
        <source>Choose other kinds, or search for something else.</source>
        <translation>Wählen Sie andere Arten, oder suchen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>The timeline could not be read</source>
        <translation>Der Verlauf konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>What went wrong stands above. It is read again as soon as the time moves.</source>
        <translation>Was schiefging, steht oben. Es wird neu gelesen, sobald die Zeit sich bewegt.</translation>
    </message>
    <message>
        <source>Reading the timeline</source>
        <translation>Der Verlauf wird gelesen</translation>
    </message>
    <message>
        <source>Alarms, actions and notes up to the cursor will stand here.</source>
        <translation>Alarme, Aktionen und Notizen bis zum Cursor werden hier stehen.</translation>
    </message>
    <message>
        <source>Nothing happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Go to Its Time</source>
        <translation>Zu seiner Zeit</translation>
    </message>
    <message>
        <source>Take the &amp;Mark Off…</source>
        <translation>&amp;Markierung abnehmen…</translation>
    </message>
    <message>
        <source>&amp;Mark…</source>
        <translation>&amp;Markieren…</translation>
    </message>
    <message>
        <source>Go to %1</source>
        <translation>Zu %1</translation>
    </message>
    <message>
        <source>Open &amp;Incident</source>
        <translation>&amp;Vorfall öffnen</translation>
    </message>
    <message>
        <source>&amp;Take Out of %1…</source>
        <translation>Aus %1 &amp;nehmen…</translation>
    </message>
    <message>
        <source>&amp;Put into %1…</source>
        <translation>&amp;Zu %1 nehmen…</translation>
    </message>
    <message>
        <source>The finding stands in the timeline already, at %1.</source>
        <translation>Der Befund steht schon im Verlauf, bei %1.</translation>
    </message>
    <message>
        <source>The finding stands at %1, in a file beside the recording, which stays as it was recorded.</source>
        <translation>Der Befund steht bei %1, in einer Datei neben der Aufzeichnung, die bleibt, wie sie aufgezeichnet wurde.</translation>
    </message>
    <message>
        <source>The finding stands at %1. It was written just now, so that views of the time that is shown do not have it: it is in the list once you are %2.</source>
        <translation>Der Befund steht bei %1. Er wurde eben geschrieben, so dass Ansichten der gezeigten Zeit ihn nicht haben: in der Liste ist er, sobald Sie %2 sind.</translation>
    </message>
    <message>
        <source>The finding stands at %1, when its step began.</source>
        <translation>Der Befund steht bei %1, als sein Schritt begann.</translation>
    </message>
</context>
<context>
    <name>items</name>
    <message>
        <source>%1 of %2 (%3)</source>
        <translation>%1 von %2 (%3)</translation>
    </message>
    <message>
        <source>when raised mean badness %1 of %2, was %3</source>
        <translation>bei Auslösung mittlerer Fehlergrad %1 von %2, war %3</translation>
    </message>
    <message>
        <source>when raised %1, was %2</source>
        <translation>bei Auslösung %1, war %2</translation>
    </message>
    <message>
        <source>no result since the onset</source>
        <translation>kein Ergebnis seit dem Beginn</translation>
    </message>
    <message>
        <source>no result in the newest minute</source>
        <translation>kein Ergebnis in der neuesten Minute</translation>
    </message>
    <message>
        <source>since the onset: %1</source>
        <translation>seit dem Beginn: %1</translation>
    </message>
    <message>
        <source>newest minute: %1</source>
        <translation>neueste Minute: %1</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 durchgefallen</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>under the answer</source>
        <translation>unter der Antwort</translation>
    </message>
    <message>
        <source>under %1 of %2 sentences of the answer</source>
        <translation>unter %1 von %2 Sätzen der Antwort</translation>
    </message>
    <message>
        <source>Context lost %1: %2</source>
        <translation>Kontext verloren %1: %2</translation>
    </message>
    <message>
        <source>Context perhaps lost %1: %2</source>
        <translation>Kontext vielleicht verloren %1: %2</translation>
    </message>
    <message>
        <source>%1 was given to an earlier turn and no longer to this answer; it speaks of what was asked</source>
        <translation>%1 war einer früheren Runde gegeben und dieser Antwort nicht mehr; es spricht von dem, was gefragt wurde</translation>
    </message>
    <message>
        <source>%1 was sent, but likely cut; it speaks of what was asked</source>
        <translation>%1 wurde gesendet, aber wohl abgeschnitten; es spricht von dem, was gefragt wurde</translation>
    </message>
    <message>
        <source>%1 was sent, but cut; it speaks of what was asked</source>
        <translation>%1 wurde gesendet, aber abgeschnitten; es spricht von dem, was gefragt wurde</translation>
    </message>
    <message>
        <source>Context lost: %1</source>
        <translation>Kontext verloren: %1</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>Names what stands in nothing that it was given: %1</source>
        <translation>Nennt, was in nichts Gegebenem steht: %1</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Alarm</source>
        <translation>Alarm</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Freigabe</translation>
    </message>
    <message>
        <source>Armed</source>
        <translation>Scharf</translation>
    </message>
    <message>
        <source>Credit</source>
        <translation>Zuschreibung</translation>
    </message>
    <message>
        <source>Disarmed</source>
        <translation>Entschärft</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>Incident</source>
        <translation>Vorfall</translation>
    </message>
    <message>
        <source>Lever</source>
        <translation>Hebel</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modus</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Sonde</translation>
    </message>
    <message>
        <source>Re-ask</source>
        <translation>Neue Frage</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <source>Effect</source>
        <translation>Wirkung</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Schirm</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Ticket</source>
        <translation>Ticket</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>0 s</source>
        <translation>0 s</translation>
    </message>
    <message>
        <source>Objective budget: not known, no objective is set for what is affected</source>
        <translation>Budget des Ziels: nicht bekannt, für das Betroffene ist kein Ziel gesetzt</translation>
    </message>
    <message>
        <source>Objective %1 (%2): %3 of the budget of %4 went; %5 of %6 failed</source>
        <translation>Ziel %1 (%2): %3 des Budgets von %4 verbraucht; %5 von %6 durchgefallen</translation>
    </message>
    <message>
        <source>Objective %1 (%2): what went of its budget is not known, no result came meanwhile</source>
        <translation>Ziel %1 (%2): der Verbrauch ist nicht bekannt, inzwischen kam kein Ergebnis</translation>
    </message>
    <message>
        <source>Investigating</source>
        <translation>Wird untersucht</translation>
    </message>
    <message>
        <source>Identified</source>
        <translation>Erkannt</translation>
    </message>
    <message>
        <source>Mitigated</source>
        <translation>Gemildert</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Erholt</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Detection</source>
        <translation>Entdeckung</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Quittiert</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>Mitigation</source>
        <translation>Milderung</translation>
    </message>
    <message>
        <source>Recovery</source>
        <translation>Erholung</translation>
    </message>
    <message>
        <source>SEV%1</source>
        <translation>SEV%1</translation>
    </message>
    <message>
        <source>nobody in command</source>
        <translation>niemand leitet</translation>
    </message>
    <message>
        <source>commanded by %1</source>
        <translation>geleitet von %1</translation>
    </message>
    <message>
        <source>since %1 (%2)</source>
        <translation>seit %1 (%2)</translation>
    </message>
    <message>
        <source>services not known</source>
        <translation>Dienste nicht bekannt</translation>
    </message>
    <message>
        <source>Sent encrypted; it cannot be read here.</source>
        <translation>Verschlüsselt gesendet; hier nicht lesbar.</translation>
    </message>
    <message>
        <source>Inline media; its bytes are not kept.</source>
        <translation>Eingebettete Medien; ihre Bytes werden nicht behalten.</translation>
    </message>
    <message>
        <source>A reference; the console does not fetch it.</source>
        <translation>Ein Verweis; die Konsole holt ihn nicht.</translation>
    </message>
    <message>
        <source>The history before this was compacted.</source>
        <translation>Der Verlauf davor wurde verdichtet.</translation>
    </message>
    <message>
        <source>Its text is not in the telemetry.</source>
        <translation>Der Text ist nicht in der Telemetrie.</translation>
    </message>
    <message>
        <source>Empty.</source>
        <translation>Leer.</translation>
    </message>
    <message>
        <source>Score %1</source>
        <translation>Wertung %1</translation>
    </message>
    <message>
        <source>The output was not captured: the service does not send it.</source>
        <translation>Die Ausgabe wurde nicht erfasst: der Dienst sendet sie nicht.</translation>
    </message>
    <message>
        <source>The input was not captured: the service does not send it.</source>
        <translation>Die Eingabe wurde nicht erfasst: der Dienst sendet sie nicht.</translation>
    </message>
    <message>
        <source>The output was redacted, by Plumbline or before it came here.</source>
        <translation>Die Ausgabe wurde geschwärzt, von Plumbline oder bevor sie hierher kam.</translation>
    </message>
    <message>
        <source>The input was redacted, by Plumbline or before it came here.</source>
        <translation>Die Eingabe wurde geschwärzt, von Plumbline oder bevor sie hierher kam.</translation>
    </message>
    <message>
        <source>The output is encrypted.</source>
        <translation>Die Ausgabe ist verschlüsselt.</translation>
    </message>
    <message>
        <source>The input is encrypted.</source>
        <translation>Die Eingabe ist verschlüsselt.</translation>
    </message>
    <message>
        <source>There is no output: the request failed.</source>
        <translation>Es gibt keine Ausgabe: die Anfrage schlug fehl.</translation>
    </message>
    <message>
        <source>The telemetry has no output.</source>
        <translation>Die Telemetrie hat keine Ausgabe.</translation>
    </message>
    <message>
        <source>The telemetry has no input.</source>
        <translation>Die Telemetrie hat keine Eingabe.</translation>
    </message>
    <message>
        <source>Parts were taken out by Plumbline&apos;s redaction; a marker names the rule. What may rest on them is not held against the answer.</source>
        <translation>Teile nahm die Schwärzung von Plumbline heraus; eine Marke nennt die Regel. Was darauf beruhen kann, wird der Antwort nicht angelastet.</translation>
    </message>
    <message>
        <source>Parts were redacted before they came here.</source>
        <translation>Teile wurden geschwärzt, bevor sie hierher kamen.</translation>
    </message>
    <message>
        <source>Cut by a limit of the telemetry, not by the model: what is missing says nothing about the answer.</source>
        <translation>Durch eine Grenze der Telemetrie gekürzt, nicht vom Modell: was fehlt, sagt nichts über die Antwort.</translation>
    </message>
    <message>
        <source>Parts are encrypted.</source>
        <translation>Teile sind verschlüsselt.</translation>
    </message>
    <message>
        <source>1 token</source>
        <translation>1 Token</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>Reasoning of %1 was reported; it was sent encrypted.</source>
        <translation>Denkschritte von %1 wurden gemeldet; sie kamen verschlüsselt.</translation>
    </message>
    <message>
        <source>Reasoning of %1 was reported; its text is not in the telemetry.</source>
        <translation>Denkschritte von %1 wurden gemeldet; der Text ist nicht in der Telemetrie.</translation>
    </message>
    <message>
        <source>%1 steps fit this call; which of them ran it is not told.</source>
        <translation>%1 Schritte passen zu diesem Aufruf; welcher ihn ausführte, ist nicht gesagt.</translation>
    </message>
    <message>
        <source>One id stands for several calls: which of them the step ran is not told.</source>
        <translation>Eine Id steht für mehrere Aufrufe: welchen davon der Schritt ausführte, ist nicht gesagt.</translation>
    </message>
    <message>
        <source>of the step that ran it, joined by its place: no call id tells it</source>
        <translation>des Schritts, der ihn ausführte, nach seiner Stelle zugeordnet: keine Aufruf-Id nennt ihn</translation>
    </message>
    <message>
        <source>of the step that ran it</source>
        <translation>des Schritts, der ihn ausführte</translation>
    </message>
    <message>
        <source>failed; %1</source>
        <translation>fehlgeschlagen; %1</translation>
    </message>
    <message>
        <source>A step ran this call; its result is not in the telemetry.</source>
        <translation>Ein Schritt führte diesen Aufruf aus; sein Ergebnis ist nicht in der Telemetrie.</translation>
    </message>
    <message>
        <source>The telemetry has neither input nor output of this step.</source>
        <translation>Die Telemetrie hat weder Eingabe noch Ausgabe dieses Schritts.</translation>
    </message>
    <message>
        <source>Tool call</source>
        <translation>Werkzeugaufruf</translation>
    </message>
    <message>
        <source>Tool result</source>
        <translation>Werkzeugergebnis</translation>
    </message>
    <message>
        <source>Passage</source>
        <translation>Passage</translation>
    </message>
    <message>
        <source>No role</source>
        <translation>Keine Rolle</translation>
    </message>
    <message>
        <source>%1, reasoning</source>
        <translation>%1, Denkschritte</translation>
    </message>
    <message>
        <source>%1, media</source>
        <translation>%1, Medien</translation>
    </message>
    <message>
        <source>%1, compaction</source>
        <translation>%1, Verdichtung</translation>
    </message>
    <message>
        <source>%1, other</source>
        <translation>%1, anderes</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderes</translation>
    </message>
    <message>
        <source>agent</source>
        <translation>Agent</translation>
    </message>
    <message>
        <source>workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>embeddings</source>
        <translation>Einbettungen</translation>
    </message>
    <message>
        <source>retrieval</source>
        <translation>Abruf</translation>
    </message>
    <message>
        <source>tool</source>
        <translation>Werkzeug</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>Gedächtnis</translation>
    </message>
    <message>
        <source>guardrail</source>
        <translation>Leitplanke</translation>
    </message>
    <message>
        <source>evaluator</source>
        <translation>Bewerter</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>nicht gegeben</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>intern</translation>
    </message>
    <message>
        <source>server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>producer</source>
        <translation>Erzeuger</translation>
    </message>
    <message>
        <source>consumer</source>
        <translation>Verbraucher</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>ok</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>model call (inferred)</source>
        <translation>Modellaufruf (erschlossen)</translation>
    </message>
    <message>
        <source>No span of this call came. Log records tell of it.</source>
        <translation>Kein Span dieses Aufrufs kam. Log-Einträge berichten davon.</translation>
    </message>
    <message>
        <source>No span of this call came. That there was one is concluded from the error of the step around it.</source>
        <translation>Kein Span dieses Aufrufs kam. Dass es einen gab, folgt aus dem Fehler des umgebenden Schritts.</translation>
    </message>
    <message>
        <source>inferred</source>
        <translation>erschlossen</translation>
    </message>
    <message>
        <source>failed here</source>
        <translation>hier fehlgeschlagen</translation>
    </message>
    <message>
        <source>failed inside</source>
        <translation>innen fehlgeschlagen</translation>
    </message>
    <message>
        <source>failed, its caller went on</source>
        <translation>fehlgeschlagen, der Aufrufer fuhr fort</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Ratenlimit</translation>
    </message>
    <message>
        <source>No such model</source>
        <translation>Kein solches Modell</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Access refused</source>
        <translation>Zugriff verweigert</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Zeit überschritten</translation>
    </message>
    <message>
        <source>Not available</source>
        <translation>Nicht verfügbar</translation>
    </message>
    <message>
        <source>a passage that it was given</source>
        <translation>einer Passage, die ihr gegeben war</translation>
    </message>
    <message>
        <source>result of </source>
        <translation>Ergebnis von </translation>
    </message>
    <message>
        <source>what it was given (%1)</source>
        <translation>was ihr gegeben war (%1)</translation>
    </message>
    <message>
        <source>no message was sent</source>
        <translation>keine Nachricht wurde gesendet</translation>
    </message>
    <message>
        <source>Context window overflow at %1, no answer: %2</source>
        <translation>Kontextfenster übergelaufen bei %1, keine Antwort: %2</translation>
    </message>
    <message>
        <source>%1 at %2: availability, not a wrong answer: %3</source>
        <translation>%1 bei %2: Verfügbarkeit, keine falsche Antwort: %3</translation>
    </message>
    <message>
        <source>%1 failed, was tried again, and then worked: %2</source>
        <translation>%1 schlug fehl, wurde wiederholt und gelang dann: %2</translation>
    </message>
    <message>
        <source>A content filter refused the request of %1: %2</source>
        <translation>Ein Inhaltsfilter lehnte die Anfrage von %1 ab: %2</translation>
    </message>
    <message>
        <source>%1 failed, and the run went on: %2</source>
        <translation>%1 schlug fehl, und der Lauf ging weiter: %2</translation>
    </message>
    <message>
        <source>%1 failed: %2</source>
        <translation>%1 schlug fehl: %2</translation>
    </message>
    <message>
        <source>The answer contradicts what it was given: %1</source>
        <translation>Die Antwort widerspricht dem Gegebenen: %1</translation>
    </message>
    <message>
        <source>Answer contradicts %1: %2</source>
        <translation>Antwort widerspricht %1: %2</translation>
    </message>
    <message>
        <source>Answer contradicts %1: says “%2”, there “%3”</source>
        <translation>Antwort widerspricht %1: sagt „%2“, dort „%3“</translation>
    </message>
    <message>
        <source>; “%1”, there “%2”</source>
        <translation>; „%1“, dort „%2“</translation>
    </message>
    <message>
        <source> (sent, but likely cut by the server before it was read)</source>
        <translation> (gesendet, aber wohl vom Server abgeschnitten, bevor es gelesen wurde)</translation>
    </message>
    <message>
        <source> (sent, but cut by the server before it was read)</source>
        <translation> (gesendet, aber vom Server abgeschnitten, bevor es gelesen wurde)</translation>
    </message>
    <message>
        <source>Judged bad by %1</source>
        <translation>Von %1 schlecht bewertet</translation>
    </message>
    <message>
        <source> · score %1</source>
        <translation> · Wertung %1</translation>
    </message>
    <message>
        <source>A judge&apos;s verdict is its answer: %1 · score %2</source>
        <translation>Das Urteil eines Bewerters ist seine Antwort: %1 · Wertung %2</translation>
    </message>
    <message>
        <source>Nothing is known to be wrong: no check has looked at this trace</source>
        <translation>Nichts Falsches bekannt: keine Prüfung hat diesen Trace angesehen</translation>
    </message>
    <message>
        <source>1 model of yours</source>
        <translation>1 Modell von Ihnen</translation>
    </message>
    <message>
        <source>%1 models of yours</source>
        <translation>%1 Modelle von Ihnen</translation>
    </message>
    <message>
        <source>1 verdict of a judge</source>
        <translation>1 Urteil eines Bewerters</translation>
    </message>
    <message>
        <source>%1 verdicts of judges</source>
        <translation>%1 Urteile von Bewertern</translation>
    </message>
    <message>
        <source>No fault found by the checks that ran: %1</source>
        <translation>Kein Fehler durch die gelaufenen Prüfungen gefunden: %1</translation>
    </message>
    <message>
        <source>the text of %1 of %2 answers: it is not in the telemetry</source>
        <translation>der Text von %1 von %2 Antworten: er ist nicht in der Telemetrie</translation>
    </message>
    <message>
        <source>nothing was given that it could be held against</source>
        <translation>nichts war gegeben, woran es zu messen wäre</translation>
    </message>
    <message>
        <source>whether it is true: %1</source>
        <translation>ob es wahr ist: %1</translation>
    </message>
    <message>
        <source>%1: its judge gave no verdict</source>
        <translation>%1: der Bewerter gab kein Urteil</translation>
    </message>
    <message>
        <source>%1 more judges gave no verdict</source>
        <translation>%1 weitere Bewerter gaben kein Urteil</translation>
    </message>
    <message>
        <source>the claims of all but %1 of %2 answers, those that checks think worst of</source>
        <translation>die Aussagen aller außer %1 von %2 Antworten, der nach den Prüfungen schlechtesten</translation>
    </message>
    <message>
        <source>what only older turns of the session had: there may be more than are looked at</source>
        <translation>was nur ältere Runden der Sitzung hatten: es kann mehr geben, als angesehen werden</translation>
    </message>
    <message>
        <source>answers beyond the first %1</source>
        <translation>Antworten nach den ersten %1</translation>
    </message>
    <message>
        <source>steps beyond the first %1</source>
        <translation>Schritte nach den ersten %1</translation>
    </message>
    <message>
        <source>Not judged: %1</source>
        <translation>Nicht bewertet: %1</translation>
    </message>
    <message>
        <source>%1 → not told apart</source>
        <translation>%1 → nicht unterschieden</translation>
    </message>
    <message>
        <source>%1 → result not in the telemetry</source>
        <translation>%1 → Ergebnis nicht in der Telemetrie</translation>
    </message>
    <message>
        <source>answers %1</source>
        <translation>beantwortet %1</translation>
    </message>
    <message>
        <source>a generation</source>
        <translation>eine Generation</translation>
    </message>
    <message>
        <source>✓ 1 check passed</source>
        <translation>✓ 1 Prüfung bestanden</translation>
    </message>
    <message>
        <source>✓ %1 checks passed</source>
        <translation>✓ %1 Prüfungen bestanden</translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation>%1 bestanden</translation>
    </message>
    <message>
        <source>%1: judge unavailable</source>
        <translation>%1: Bewerter nicht verfügbar</translation>
    </message>
    <message>
        <source>%1 not known</source>
        <translation>%1 nicht bekannt</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Suspects</source>
        <translation>Verdachtsfälle</translation>
    </message>
    <message>
        <source>Trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Erkunden</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Spread</source>
        <translation>Ausbreitung</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source> of %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>, part of the time</source>
        <translation>, zeitweise</translation>
    </message>
    <message>
        <source>, of %1</source>
        <translation>, von %1</translation>
    </message>
    <message>
        <source>, similar ones together</source>
        <translation>, ähnliche zusammen</translation>
    </message>
    <message>
        <source>, only %1</source>
        <translation>, nur %1</translation>
    </message>
    <message>
        <source>, filter “%1”</source>
        <translation>, Filter „%1“</translation>
    </message>
    <message>
        <source>%1 from start to recovery</source>
        <translation>%1 von Start bis Erholung</translation>
    </message>
    <message>
        <source>from start to recovery not known</source>
        <translation>von Start bis Erholung nicht bekannt</translation>
    </message>
    <message>
        <source>%1 from opening to closing</source>
        <translation>%1 von Öffnen bis Schließen</translation>
    </message>
    <message>
        <source>when raised %1 of %2 were past a mark that %3 were past before</source>
        <translation>bei Auslösung lagen %1 von %2 jenseits einer Marke, jenseits derer vorher %3 lagen</translation>
    </message>
</context>
<context>
    <name>items::AnnotationModel</name>
    <message>
        <source>%1 on %2, %3 UTC, by %4</source>
        <translation>%1 zu %2, %3 UTC, von %4</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>, beside the recording</source>
        <translation>, neben der Aufzeichnung</translation>
    </message>
</context>
<context>
    <name>items::AnnotationTexts</name>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>um %1</translation>
    </message>
    <message>
        <source>the trace</source>
        <translation>der Trace</translation>
    </message>
</context>
<context>
    <name>items::ClusterModel</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>%1 similar answers, up to %2 percent suspicious, %3: %4</source>
        <translation>%1 ähnliche Antworten, bis zu %2 Prozent verdächtig, %3: %4</translation>
    </message>
</context>
<context>
    <name>items::ContextMessageModel</name>
    <message>
        <source>Likely dropped</source>
        <translation>Wohl weggefallen</translation>
    </message>
    <message>
        <source>Shortened</source>
        <translation>Gekürzt</translation>
    </message>
    <message>
        <source>(no text)</source>
        <translation>(kein Text)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Whose</source>
        <translation>Wessen</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>items::DifferenceModel</name>
    <message>
        <source>%1; %2 more</source>
        <translation>%1; %2 weitere</translation>
    </message>
    <message>
        <source>Same answers: %1</source>
        <translation>Dieselben Antworten: %1</translation>
    </message>
    <message>
        <source>A symptom rather than a cause: it came of the answer</source>
        <translation>Eher ein Symptom als eine Ursache: es kam von der Antwort</translation>
    </message>
    <message>
        <source>Explains: %1</source>
        <translation>Erklärt: %1</translation>
    </message>
</context>
<context>
    <name>items::EntryFilter</name>
    <message>
        <source>%1 (marked)</source>
        <translation>%1 (markiert)</translation>
    </message>
</context>
<context>
    <name>items::EntryWords</name>
    <message>
        <source>an answer</source>
        <translation>eine Antwort</translation>
    </message>
    <message>
        <source>an answer of %1</source>
        <translation>eine Antwort von %1</translation>
    </message>
    <message>
        <source>Wrong, says %1 of %2</source>
        <translation>Falsch, sagt %1 über %2</translation>
    </message>
    <message>
        <source>Sound, says %1 of %2</source>
        <translation>Richtig, sagt %1 über %2</translation>
    </message>
    <message>
        <source>Unsure, says %1 of %2</source>
        <translation>Unsicher, sagt %1 über %2</translation>
    </message>
    <message>
        <source>Taken back by %1: the verdict on %2</source>
        <translation>Zurückgenommen von %1: das Urteil über %2</translation>
    </message>
    <message>
        <source>%1 on %2, in trace %3…</source>
        <translation>%1 über %2, im Trace %3…</translation>
    </message>
    <message>
        <source>Characters %1 to %2 of what the step said</source>
        <translation>Zeichen %1 bis %2 dessen, was der Schritt sagte</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Zu %1</translation>
    </message>
    <message>
        <source> by %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source>, in trace %1…</source>
        <translation>, im Trace %1…</translation>
    </message>
    <message>
        <source>One of %1 answers that were judged with one click.</source>
        <translation>Eine von %1 Antworten, die mit einem Klick beurteilt wurden.</translation>
    </message>
    <message>
        <source>Suspicion when it was judged: %1</source>
        <translation>Verdacht bei der Beurteilung: %1</translation>
    </message>
    <message>
        <source>Reasons for it: %1</source>
        <translation>Gründe dafür: %1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Notiz: %1</translation>
    </message>
    <message>
        <source>Found in the trace: a fault</source>
        <translation>Im Trace gefunden: ein Fehler</translation>
    </message>
    <message>
        <source>Found in the trace: a doubt</source>
        <translation>Im Trace gefunden: ein Zweifel</translation>
    </message>
    <message>
        <source>Found in the trace: a remark</source>
        <translation>Im Trace gefunden: eine Anmerkung</translation>
    </message>
    <message>
        <source>Of %1</source>
        <translation>Von %1</translation>
    </message>
    <message>
        <source>Of %1, by %2</source>
        <translation>Von %1, durch %2</translation>
    </message>
    <message>
        <source>Evidence: %1</source>
        <translation>Beleg: %1</translation>
    </message>
</context>
<context>
    <name>items::EvidenceText</name>
    <message>
        <source>%1, said by a person</source>
        <translation>%1, sagte eine Person</translation>
    </message>
    <message>
        <source>%1, said by %2</source>
        <translation>%1, sagte %2</translation>
    </message>
    <message>
        <source>moves nothing beside the others</source>
        <translation>bewegt neben den anderen nichts</translation>
    </message>
    <message>
        <source>+%1 points: %2 without it</source>
        <translation>+%1 Punkte: %2 ohne sie</translation>
    </message>
    <message>
        <source>%1 passed</source>
        <translation>%1 bestanden</translation>
    </message>
    <message>
        <source>%1 passed: %2</source>
        <translation>%1 bestanden: %2</translation>
    </message>
    <message>
        <source> (+%1)</source>
        <translation> (+%1)</translation>
    </message>
    <message>
        <source>For: </source>
        <translation>Dafür: </translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Against: %1</source>
        <translation>Dagegen: %1</translation>
    </message>
    <message>
        <source>Could not be told: %1</source>
        <translation>Nicht zu sagen: %1</translation>
    </message>
    <message>
        <source>1 verdict</source>
        <translation>1 Urteil</translation>
    </message>
    <message>
        <source>%1 verdicts</source>
        <translation>%1 Urteile</translation>
    </message>
    <message>
        <source>%1 by the checks, %2 recalibrated from %3</source>
        <translation>%1 nach den Prüfungen, %2 aus %3 neu kalibriert</translation>
    </message>
</context>
<context>
    <name>items::Gatherer</name>
    <message>
        <source>Tool %1</source>
        <translation>Werkzeug %1</translation>
    </message>
    <message>
        <source> · the answer repeats the error</source>
        <translation> · die Antwort wiederholt den Fehler</translation>
    </message>
    <message>
        <source>A content filter stopped the answer: finish content_filter</source>
        <translation>Ein Inhaltsfilter hielt die Antwort an: finish content_filter</translation>
    </message>
    <message>
        <source>Filtered, the answer is empty: finish content_filter</source>
        <translation>Gefiltert, die Antwort ist leer: finish content_filter</translation>
    </message>
    <message>
        <source>Filtered: finish content_filter; the text is not in the telemetry</source>
        <translation>Gefiltert: finish content_filter; der Text ist nicht in der Telemetrie</translation>
    </message>
    <message>
        <source>The answer was cut off: finish length</source>
        <translation>Die Antwort wurde abgeschnitten: finish length</translation>
    </message>
    <message>
        <source>, limit of %1 tokens</source>
        <translation>, Grenze von %1 Token</translation>
    </message>
    <message>
        <source> after %1 tokens</source>
        <translation> nach %1 Token</translation>
    </message>
    <message>
        <source>Stands in nothing that it was given, which was no passage and no result of a tool</source>
        <translation>Steht in nichts Gegebenem, das keine Passage und kein Ergebnis eines Werkzeugs war</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Context lost: %1</source>
        <translation>Kontext verloren: %1</translation>
    </message>
    <message>
        <source>The answer was cut off: %1</source>
        <translation>Die Antwort wurde abgeschnitten: %1</translation>
    </message>
    <message>
        <source>Cut off: %1</source>
        <translation>Abgeschnitten: %1</translation>
    </message>
    <message>
        <source>Goes round: %1</source>
        <translation>Dreht sich im Kreis: %1</translation>
    </message>
    <message>
        <source>a call</source>
        <translation>einem Aufruf</translation>
    </message>
    <message>
        <source>Incomplete: neither answer nor span of %1 ever came</source>
        <translation>Unvollständig: weder Antwort noch Span von %1 kam je</translation>
    </message>
    <message>
        <source>Incomplete: the span of %1 never came</source>
        <translation>Unvollständig: der Span von %1 kam nie</translation>
    </message>
    <message>
        <source>Incomplete: the parent of 1 step never came</source>
        <translation>Unvollständig: der Elternschritt von 1 Schritt kam nie</translation>
    </message>
    <message>
        <source>Incomplete: the parents of %1 steps never came</source>
        <translation>Unvollständig: die Elternschritte von %1 Schritten kamen nie</translation>
    </message>
</context>
<context>
    <name>items::LinkModel</name>
    <message>
        <source> · next try in %1</source>
        <translation> · nächster Versuch in %1</translation>
    </message>
    <message>
        <source> · trying again</source>
        <translation> · neuer Versuch</translation>
    </message>
    <message>
        <source>%1 rejected</source>
        <translation>%1 verworfen</translation>
    </message>
    <message>
        <source>%1 sent away</source>
        <translation>%1 abgewiesen</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>lagging</source>
        <translation>in Verzug</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>failing</source>
        <translation>gestört</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation>%1 voraus</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>%1 zurück</translation>
    </message>
    <message>
        <source>Spans, log records and metric points that came; below, records are spans and log records that were read.</source>
        <translation>Angekommene Spans, Log-Einträge und Metrikpunkte; unten sind Einträge die gelesenen Spans und Log-Einträge.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last data</source>
        <translation>Letzte Daten</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>Verzug</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Items/s</source>
        <translation>Stück/s</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Stücke</translation>
    </message>
    <message>
        <source>Not kept</source>
        <translation>Nicht behalten</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>nothing has come yet</source>
        <translation>noch ist nichts gekommen</translation>
    </message>
    <message>
        <source>what comes is %1 old</source>
        <translation>was kommt, ist %1 alt</translation>
    </message>
    <message>
        <source>nothing for %1; how often it sends is not known yet</source>
        <translation>nichts seit %1; wie oft es sendet, ist noch nicht bekannt</translation>
    </message>
    <message>
        <source>nothing for %1; usual is every %2</source>
        <translation>nichts seit %1; üblich ist alle %2</translation>
    </message>
    <message>
        <source>%1: deliveries were sent away, to come again</source>
        <translation>%1: Lieferungen wurden abgewiesen, um wiederzukommen</translation>
    </message>
    <message>
        <source>deliveries are sent away: %1</source>
        <translation>Lieferungen werden abgewiesen: %1</translation>
    </message>
    <message>
        <source>the pull has ended</source>
        <translation>das Abholen ist beendet</translation>
    </message>
    <message>
        <source>nothing has been asked for yet</source>
        <translation>noch nichts wurde abgefragt</translation>
    </message>
    <message>
        <source>it answers, and has nothing for us yet</source>
        <translation>es antwortet und hat noch nichts für uns</translation>
    </message>
    <message>
        <source>nothing new for more than %1</source>
        <translation>seit mehr als %1 nichts Neues</translation>
    </message>
    <message>
        <source>%1: nothing new for %2; usual is every %3</source>
        <translation>%1: seit %2 nichts Neues; üblich ist alle %3</translation>
    </message>
    <message>
        <source>%1: nothing new for %2</source>
        <translation>%1: seit %2 nichts Neues</translation>
    </message>
    <message>
        <source>nothing came for %1</source>
        <translation>%1 lang kam nichts</translation>
    </message>
    <message>
        <source>not recording</source>
        <translation>keine Aufzeichnung</translation>
    </message>
    <message>
        <source>how it comes in is not told yet</source>
        <translation>wie es hereinkommt, ist noch nicht gemeldet</translation>
    </message>
    <message>
        <source>how it came in was not watched</source>
        <translation>wie es hereinkam, wurde nicht beobachtet</translation>
    </message>
</context>
<context>
    <name>items::MetricModel</name>
    <message>
        <source>level</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>total since its start</source>
        <translation>Summe seit dem Start</translation>
    </message>
    <message>
        <source>change since the value before</source>
        <translation>Änderung seit dem Wert davor</translation>
    </message>
    <message>
        <source>mean since its start</source>
        <translation>Mittel seit dem Start</translation>
    </message>
    <message>
        <source>mean since the value before</source>
        <translation>Mittel seit dem Wert davor</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>Metrik</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Gang</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neuester</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Alter</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>p50 %1</source>
        <translation>p50 %1</translation>
    </message>
    <message>
        <source>p95 %1</source>
        <translation>p95 %1</translation>
    </message>
    <message>
        <source>told by %1</source>
        <translation>genannt von %1</translation>
    </message>
    <message>
        <source>1 value</source>
        <translation>1 Wert</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 Werte</translation>
    </message>
</context>
<context>
    <name>items::RunbookModel</name>
    <message>
        <source>to do</source>
        <translation>zu tun</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>check</source>
        <translation>prüfen</translation>
    </message>
    <message>
        <source>wait</source>
        <translation>warten</translation>
    </message>
    <message>
        <source>decide</source>
        <translation>entscheiden</translation>
    </message>
    <message>
        <source>lever</source>
        <translation>Hebel</translation>
    </message>
    <message>
        <source>notify</source>
        <translation>benachrichtigen</translation>
    </message>
    <message>
        <source>probe</source>
        <translation>Sonde</translation>
    </message>
    <message>
        <source>Step %1, %2: %3, %4</source>
        <translation>Schritt %1, %2: %3, %4</translation>
    </message>
    <message>
        <source>%1 times, last by </source>
        <translation>%1-mal, zuletzt von </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>items::ServiceHealthModel</name>
    <message>
        <source>Share of answers that say what their context does not hold</source>
        <translation>Anteil der Antworten, die sagen, was ihr Kontext nicht enthält</translation>
    </message>
    <message>
        <source>Share of answers that are cut off, or whose input was cut</source>
        <translation>Anteil der Antworten, die abgeschnitten sind oder deren Eingabe es war</translation>
    </message>
    <message>
        <source>Share of answers that say otherwise than the results of their tools</source>
        <translation>Anteil der Antworten, die anderes sagen als die Ergebnisse ihrer Werkzeuge</translation>
    </message>
    <message>
        <source>Share of answers that call tools, give arguments or name packages that do not exist</source>
        <translation>Anteil der Antworten, die Werkzeuge aufrufen, Argumente geben oder Pakete nennen, die es nicht gibt</translation>
    </message>
    <message>
        <source>Share of answers that cite or quote what they were not given</source>
        <translation>Anteil der Antworten, die zitieren, was ihnen nicht gegeben war</translation>
    </message>
    <message>
        <source>Share of answers that contradict themselves or an earlier answer</source>
        <translation>Anteil der Antworten, die sich oder einer früheren Antwort widersprechen</translation>
    </message>
    <message>
        <source>Share of answers that are not of the format that was asked for</source>
        <translation>Anteil der Antworten, die nicht das verlangte Format haben</translation>
    </message>
    <message>
        <source>Share of answers that refuse or evade</source>
        <translation>Anteil der Antworten, die ablehnen oder ausweichen</translation>
    </message>
    <message>
        <source>Share of answers in another language than the question</source>
        <translation>Anteil der Antworten in anderer Sprache als die Frage</translation>
    </message>
    <message>
        <source>Share of answers that speak as somebody else than the instructions name</source>
        <translation>Anteil der Antworten, die als jemand anderes sprechen, als die Anweisungen nennen</translation>
    </message>
    <message>
        <source>Share of answers that run in a loop, fall apart or change their script</source>
        <translation>Anteil der Antworten, die sich im Kreis drehen, zerfallen oder die Schrift wechseln</translation>
    </message>
    <message>
        <source>Share of answers by another model than was asked for</source>
        <translation>Anteil der Antworten von einem anderen Modell als verlangt</translation>
    </message>
    <message>
        <source>Share of answers that this check of a judge calls wrong</source>
        <translation>Anteil der Antworten, die diese Prüfung eines Bewerters falsch nennt</translation>
    </message>
    <message>
        <source> (judge)</source>
        <translation> (Bewerter)</translation>
    </message>
    <message>
        <source>%1 (“%2”)</source>
        <translation>%1 („%2“)</translation>
    </message>
    <message>
        <source>1 answer kept</source>
        <translation>1 Antwort eingehalten</translation>
    </message>
    <message>
        <source>%1 answers kept</source>
        <translation>%1 Antworten eingehalten</translation>
    </message>
    <message>
        <source>1 answer begun</source>
        <translation>1 Antwort begonnen</translation>
    </message>
    <message>
        <source>%1 answers begun</source>
        <translation>%1 Antworten begonnen</translation>
    </message>
    <message>
        <source>well</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>alarm raised</source>
        <translation>Alarm ausgelöst</translation>
    </message>
    <message>
        <source>alarm acknowledged</source>
        <translation>Alarm quittiert</translation>
    </message>
    <message>
        <source>degraded, no alarm</source>
        <translation>beeinträchtigt, kein Alarm</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>keine Daten</translation>
    </message>
    <message>
        <source>content not captured</source>
        <translation>Inhalt nicht erfasst</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>nicht eindeutig</translation>
    </message>
    <message>
        <source>judge unavailable</source>
        <translation>Bewerter nicht verfügbar</translation>
    </message>
    <message>
        <source>Enough answers were checked, and few enough failed.</source>
        <translation>Genug Antworten wurden geprüft, und wenige genug fielen durch.</translation>
    </message>
    <message>
        <source>More answers fail than usual, beyond chance.</source>
        <translation>Mehr Antworten als üblich fallen durch, über den Zufall hinaus.</translation>
    </message>
    <message>
        <source>Somebody is looking at it, or it is shelved.</source>
        <translation>Jemand sieht es an, oder es ist zurückgestellt.</translation>
    </message>
    <message>
        <source>More answers fail than should, in the range or in its newest minute; no alarm is open.</source>
        <translation>Mehr Antworten fallen durch als sollten, im Bereich oder in dessen neuester Minute; kein Alarm ist offen.</translation>
    </message>
    <message>
        <source>No result for longer than usual: what is shown is old.</source>
        <translation>Länger als üblich kein Ergebnis: das Gezeigte ist alt.</translation>
    </message>
    <message>
        <source>Nothing to judge has come.</source>
        <translation>Nichts zu Bewertendes kam.</translation>
    </message>
    <message>
        <source>The telemetry holds no text that could be judged.</source>
        <translation>Die Telemetrie enthält keinen bewertbaren Text.</translation>
    </message>
    <message>
        <source>Too few results to tell well from bad.</source>
        <translation>Zu wenige Ergebnisse, um gut und schlecht zu unterscheiden.</translation>
    </message>
    <message>
        <source>The judge itself failed.</source>
        <translation>Der Bewerter selbst fiel aus.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Grounded</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>J %1</source>
        <translation>J %1</translation>
    </message>
    <message>
        <source>%1 mean</source>
        <translation>%1 Mittel</translation>
    </message>
    <message>
        <source>%1: %2 in view, last seen %3.
n beside a check counts the answers with a result that ended in view, whenever they began.</source>
        <translation>%1: %2 im Blick, zuletzt gesehen %3.
n neben einer Prüfung zählt die Antworten mit Ergebnis, die im Blick endeten, wann immer sie begannen.</translation>
    </message>
    <message>
        <source>
Older answers were removed to keep the recording small; n still counts them.</source>
        <translation>
Ältere Antworten wurden entfernt, um die Aufzeichnung klein zu halten; n zählt sie noch.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>
To be looked at: %1.</source>
        <translation>
Anzusehen: %1.</translation>
    </message>
    <message>
        <source>
%1: %2 (SEV%3)</source>
        <translation>
%1: %2 (SEV%3)</translation>
    </message>
    <message>
        <source>
no alarm: what is usual here is still being learnt, from %1 of about %2 results</source>
        <translation>
kein Alarm: was hier üblich ist, wird noch gelernt, aus %1 von etwa %2 Ergebnissen</translation>
    </message>
    <message>
        <source>
no alarm: an alarm tells of a change, and against what %1 results have shown to be usual here there is not enough evidence of one</source>
        <translation>
kein Alarm: ein Alarm meldet eine Änderung, und gegen das, was %1 Ergebnisse als hier üblich zeigten, gibt es nicht genug Anzeichen einer solchen</translation>
    </message>
    <message>
        <source>; all judges together have half of the false alarms that are allowed, so that each needs the more evidence</source>
        <translation>; alle Bewerter zusammen haben die Hälfte der erlaubten Fehlalarme, so dass jeder umso mehr Anzeichen braucht</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1: never checked, no passages were found to hold an answer against. They are taken from documents on the call or on a retrieval span that ended before it in its trace, from tool results, and from input that names a context, states facts in the instructions, or is 400 bytes long.</source>
        <translation>%1: nie geprüft, es fanden sich keine Passagen, an denen eine Antwort zu messen wäre. Sie kommen aus Dokumenten am Aufruf oder an einem Abruf-Span, der in seinem Trace davor endete, aus Werkzeugergebnissen und aus Eingaben, die einen Kontext nennen, Fakten in den Anweisungen angeben oder 400 Bytes lang sind.</translation>
    </message>
    <message>
        <source>%1: never checked</source>
        <translation>%1: nie geprüft</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>
since the onset of its alarm, %1 UTC: %2 failed, %3 of %4 (95 % interval)</source>
        <translation>
seit dem Beginn des Alarms, %1 UTC: %2 durchgefallen, %3 von %4 (95-%-Intervall)</translation>
    </message>
    <message>
        <source>
in view: %1 failed, %2 of %3 (95 % interval), mean badness %4 (0 good, 1 bad)</source>
        <translation>
im Blick: %1 durchgefallen, %2 von %3 (95-%-Intervall), mittlerer Fehlergrad %4 (0 gut, 1 schlecht)</translation>
    </message>
    <message>
        <source>
in view: mean badness %1 (0 good, 1 bad), as the source measured it; n %2</source>
        <translation>
im Blick: mittlerer Fehlergrad %1 (0 gut, 1 schlecht), wie die Quelle ihn maß; n %2</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>
in the newest minute: %1 failed, %2 of %3</source>
        <translation>
in der neuesten Minute: %1 durchgefallen, %2 von %3</translation>
    </message>
    <message>
        <source>
not shown to be above %1, the limit%2</source>
        <translation>
nicht nachweislich über %1, der Grenze%2</translation>
    </message>
    <message>
        <source>: what is usual here and a tolerance</source>
        <translation>: dem hier Üblichen und einem Spielraum</translation>
    </message>
    <message>
        <source> while nothing lower is known to be usual</source>
        <translation> solange nichts Niedrigeres als üblich bekannt ist</translation>
    </message>
    <message>
        <source>
shown to be above %1, the limit</source>
        <translation>
nachweislich über %1, der Grenze</translation>
    </message>
    <message>
        <source>
before the newest alarm: %1</source>
        <translation>
vor dem neuesten Alarm: %1</translation>
    </message>
    <message>
        <source>
%1 evaluated without a result</source>
        <translation>
%1 geprüft ohne Ergebnis</translation>
    </message>
    <message>
        <source>
last observation %1</source>
        <translation>
letzte Beobachtung %1</translation>
    </message>
    <message>
        <source>Service ↕</source>
        <translation>Dienst ↕</translation>
    </message>
    <message>
        <source>A newer order waits: the worst come first again once neither the pointer nor the keys are in the list.</source>
        <translation>Eine neuere Reihenfolge wartet: die Schlimmsten kommen wieder zuerst, sobald weder der Zeiger noch die Tastatur in der Liste sind.</translation>
    </message>
    <message>
        <source>
no result since %1 UTC: what has come since could not be judged, and the figures are of before</source>
        <translation>
kein Ergebnis seit %1 UTC: was seither kam, konnte nicht beurteilt werden, und die Zahlen sind von vorher</translation>
    </message>
    <message>
        <source>Service, a newer order waits</source>
        <translation>Dienst, eine neuere Reihenfolge wartet</translation>
    </message>
</context>
<context>
    <name>items::SpanTreeModel</name>
    <message>
        <source>Its parent is not in the recording: lost, late or never sent.</source>
        <translation>Der Elternschritt ist nicht in der Aufzeichnung: verloren, verspätet oder nie gesendet.</translation>
    </message>
    <message>
        <source>Its ancestors lead back to it; it is shown as a root.</source>
        <translation>Seine Vorfahren führen zu ihm zurück; er wird als Wurzel gezeigt.</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>nicht gegeben</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1 in, %2 out</source>
        <translation>%1 ein, %2 aus</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>items::SpreadGroupModel</name>
    <message>
        <source>(before)</source>
        <translation>(davor)</translation>
    </message>
    <message>
        <source>user not told</source>
        <translation>Nutzer nicht genannt</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Alle Stellen</translation>
    </message>
</context>
<context>
    <name>items::SpreadModel</name>
    <message>
        <source>(before)</source>
        <translation>(davor)</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>tool argument</source>
        <translation>Werkzeugargument</translation>
    </message>
    <message>
        <source>tool result</source>
        <translation>Werkzeugergebnis</translation>
    </message>
    <message>
        <source>document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation>Denkschritte</translation>
    </message>
    <message>
        <source>lightly edited</source>
        <translation>leicht geändert</translation>
    </message>
    <message>
        <source>quoted</source>
        <translation>zitiert</translation>
    </message>
    <message>
        <source>copied</source>
        <translation>kopiert</translation>
    </message>
    <message>
        <source>trace</source>
        <translation>Trace</translation>
    </message>
    <message>
        <source>span link</source>
        <translation>Span-Link</translation>
    </message>
    <message>
        <source>text alone</source>
        <translation>nur der Text</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Linked By</source>
        <translation>Verbunden durch</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>As It Stands There</source>
        <translation>Wie es dort steht</translation>
    </message>
</context>
<context>
    <name>items::SuspectModel</name>
    <message>
        <source>history cut</source>
        <translation>Verlauf gekürzt</translation>
    </message>
    <message>
        <source>input cut</source>
        <translation>Eingabe gekürzt</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>The text was not captured.</source>
        <translation>Der Text wurde nicht erfasst.</translation>
    </message>
    <message>
        <source>The output is empty.</source>
        <translation>Die Ausgabe ist leer.</translation>
    </message>
    <message>
        <source>Text was taken out, by Plumbline&apos;s redaction or before it came here.</source>
        <translation>Text wurde herausgenommen, von der Schwärzung Plumblines oder bevor er hierher kam.</translation>
    </message>
    <message>
        <source>The text was cut by a limit of the telemetry.</source>
        <translation>Der Text wurde durch eine Grenze der Telemetrie gekürzt.</translation>
    </message>
    <message>
        <source>The text is encrypted.</source>
        <translation>Der Text ist verschlüsselt.</translation>
    </message>
    <message>
        <source>Suspicion %1 percent, %2, model %3: %4</source>
        <translation>Verdacht %1 Prozent, %2, Modell %3: %4</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>; selected</source>
        <translation>; gewählt</translation>
    </message>
    <message>
        <source>wrong, 1 of 2</source>
        <translation>falsch, 1 von 2</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>dismissed</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>in dispute</source>
        <translation>strittig</translation>
    </message>
</context>
<context>
    <name>items::TextRows</name>
    <message>
        <source>none: not of AI</source>
        <translation>keine: nicht von KI</translation>
    </message>
    <message>
        <source>the event %1</source>
        <translation>das Ereignis %1</translation>
    </message>
    <message>
        <source>%1 on the event %2</source>
        <translation>%1 am Ereignis %2</translation>
    </message>
    <message>
        <source>others, not kept by name</source>
        <translation>andere, nicht mit Namen behalten</translation>
    </message>
</context>
<context>
    <name>items::TimelineModel</name>
    <message>
        <source>Time (UTC)</source>
        <translation>Zeit (UTC)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
</context>
<context>
    <name>items::differences</name>
    <message>
        <source>%1 is not told</source>
        <translation>%1 ist nicht genannt</translation>
    </message>
    <message>
        <source>%1 %2 among them</source>
        <translation>%1 %2 darunter</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>%1 up to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 ab %2</translation>
    </message>
    <message>
        <source>%1 from %2 to %3</source>
        <translation>%1 von %2 bis %3</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>alle anderen</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht genannt</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>%1 points more often (%2 to %3)</source>
        <translation>%1 Punkte häufiger (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 of the suspects, %2 of the rest</source>
        <translation>%1 der Verdachtsfälle, %2 der übrigen</translation>
    </message>
    <message>
        <source>%1, alike answers of one conversation taken together (of all answers %2 and %3)</source>
        <translation>%1, ähnliche Antworten eines Gesprächs zusammengenommen (von allen Antworten %2 und %3)</translation>
    </message>
    <message>
        <source>Nothing that sets these %1 answers apart is surer than chance.</source>
        <translation>Nichts, was diese %1 Antworten abhebt, ist sicherer als Zufall.</translation>
    </message>
    <message>
        <source>Nothing that these %1 suspects share is surer than chance.</source>
        <translation>Nichts, was diese %1 Verdachtsfälle gemeinsam haben, ist sicherer als Zufall.</translation>
    </message>
    <message>
        <source>With %1 values and ranges compared, so few tell nothing for sure.</source>
        <translation>Bei %1 verglichenen Werten und Bereichen sagen so wenige nichts sicher.</translation>
    </message>
    <message>
        <source>That does not say that they share nothing.</source>
        <translation>Das heißt nicht, dass sie nichts gemeinsam haben.</translation>
    </message>
    <message>
        <source>Below is what differs most, not sure: it could be chance.</source>
        <translation>Unten steht, was sich am meisten unterscheidet, nicht sicher: es könnte Zufall sein.</translation>
    </message>
    <message>
        <source>not sure: could be chance</source>
        <translation>nicht sicher: könnte Zufall sein</translation>
    </message>
    <message>
        <source>%1 answers of %2 people or conversations</source>
        <translation>%1 Antworten von %2 Personen oder Gesprächen</translation>
    </message>
    <message>
        <source>%1, as sure as %2 independent ones</source>
        <translation>%1, so sicher wie %2 unabhängige</translation>
    </message>
    <message>
        <source>%1 of %2 points remain among answers alike in %3</source>
        <translation>%1 von %2 Punkten bleiben unter Antworten mit gleichem: %3</translation>
    </message>
    <message>
        <source>Goes through %1</source>
        <translation>Geht durch %1</translation>
    </message>
</context>
<context>
    <name>objective</name>
    <message>
        <source>it lasts at this pace, but may be gone in %1</source>
        <translation>es reicht bei diesem Tempo, kann aber in %1 aufgebraucht sein</translation>
    </message>
    <message>
        <source>it lasts at this pace</source>
        <translation>es reicht bei diesem Tempo</translation>
    </message>
    <message>
        <source>gone in %1 at this pace (%2 to %3)</source>
        <translation>aufgebraucht in %1 bei diesem Tempo (%2 bis %3)</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>too few results of late to tell how long it lasts</source>
        <translation>zuletzt zu wenige Ergebnisse, um zu sagen, wie lange es reicht</translation>
    </message>
    <message>
        <source>no result of %1 of %2 in %3: whether the objective is kept is not known</source>
        <translation>kein Ergebnis von %1 von %2 in %3: ob das Ziel eingehalten ist, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 of %2 answers of %3 pass %4, %5 are wanted; %6 of the budget of %7 is spent</source>
        <translation>%1 von %2 Antworten von %3 bestehen %4, gewollt sind %5; %6 des Budgets von %7 sind verbraucht</translation>
    </message>
    <message>
        <source>, of which %1 have results</source>
        <translation>, wovon %1 Ergebnisse haben</translation>
    </message>
    <message>
        <source>; it burns %1 times as fast as it may over %2</source>
        <translation>; es brennt %1-mal so schnell, wie es über %2 darf</translation>
    </message>
</context>
<context>
    <name>palette::CommandPalette</name>
    <message>
        <source>Find anything</source>
        <translation>Etwas suchen</translation>
    </message>
    <message>
        <source>Find an action, a service, a trace, a text…</source>
        <translation>Aktion, Dienst, Trace, Text suchen…</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>&gt; actions    @ services    # traces and texts    ? help</source>
        <translation>&gt; Aktionen    @ Dienste    # Traces und Texte    ? Hilfe</translation>
    </message>
    <message>
        <source>Enter opens    Ctrl+Enter copies its link    Esc closes</source>
        <translation>Eingabe öffnet    Strg+Eingabe kopiert den Link    Esc schließt</translation>
    </message>
    <message>
        <source>Not available now.</source>
        <translation>Jetzt nicht verfügbar.</translation>
    </message>
    <message>
        <source>Not available: %1</source>
        <translation>Nicht verfügbar: %1</translation>
    </message>
    <message>
        <source>The first %1 of %2.</source>
        <translation>Die ersten %1 von %2.</translation>
    </message>
    <message>
        <source>Type at least %1 characters of an id or of a text.</source>
        <translation>Geben Sie mindestens %1 Zeichen einer Id oder eines Textes ein.</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>There is no link to this.</source>
        <translation>Hierzu gibt es keinen Link.</translation>
    </message>
    <message>
        <source>The link is copied.</source>
        <translation>Der Link ist kopiert.</translation>
    </message>
    <message>
        <source>Actions of the menus, and keys</source>
        <translation>Aktionen der Menüs, und Tasten</translation>
    </message>
    <message>
        <source>Services, by name</source>
        <translation>Dienste, nach Namen</translation>
    </message>
    <message>
        <source>Traces by an id, answers and questions by a text in them</source>
        <translation>Traces nach Id, Antworten und Fragen nach einem Text darin</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>no sign</source>
        <translation>kein Zeichen</translation>
    </message>
</context>
<context>
    <name>palette::PaletteModel</name>
    <message>
        <source>not available now</source>
        <translation>jetzt nicht verfügbar</translation>
    </message>
    <message>
        <source>not available: %1</source>
        <translation>nicht verfügbar: %1</translation>
    </message>
</context>
<context>
    <name>recorded</name>
    <message>
        <source>This console is read-only.</source>
        <translation>Diese Konsole darf nur lesen.</translation>
    </message>
    <message>
        <source>Start it without --read-only, or switch read-only mode off in the menu.</source>
        <translation>Starten Sie sie ohne --read-only, oder schalten Sie das Nur-Lesen im Menü aus.</translation>
    </message>
    <message>
        <source>The target has not been typed.</source>
        <translation>Das Ziel wurde nicht eingetippt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not the target, which is %2.</source>
        <translation>„%1“ ist nicht das Ziel; das ist %2.</translation>
    </message>
    <message>
        <source>Type %1.</source>
        <translation>Tippen Sie %1 ein.</translation>
    </message>
    <message>
        <source>%1 is %2 and may not move a lever of kind &quot;%3&quot; to its safe value.</source>
        <translation>%1 (%2) darf einen Hebel der Art „%3“ nicht auf seinen sicheren Wert bewegen.</translation>
    </message>
    <message>
        <source>%1 is %2 and may not move a lever of kind &quot;%3&quot; to anything but its safe value.</source>
        <translation>%1 (%2) darf einen Hebel der Art „%3“ nur auf seinen sicheren Wert bewegen.</translation>
    </message>
    <message>
        <source>Whoever acts here</source>
        <translation>Wer hier handelt</translation>
    </message>
    <message>
        <source>observer</source>
        <translation>Beobachter</translation>
    </message>
    <message>
        <source>responder</source>
        <translation>Helfer</translation>
    </message>
    <message>
        <source>commander</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Ask somebody whose role allows it, or have the file of roles changed.</source>
        <translation>Fragen Sie jemanden, dessen Rolle es erlaubt, oder lassen Sie die Datei der Rollen ändern.</translation>
    </message>
    <message>
        <source>%1 owns this runbook, and may not carry it out.</source>
        <translation>%1 gehört dieses Runbook und darf es nicht ausführen.</translation>
    </message>
    <message>
        <source>Have somebody else carry it out.</source>
        <translation>Lassen Sie es jemand anderen ausführen.</translation>
    </message>
    <message>
        <source>of this lever</source>
        <translation>dieses Hebels</translation>
    </message>
    <message>
        <source>of the role %1</source>
        <translation>der Rolle %1</translation>
    </message>
    <message>
        <source>Fired %1 times in the last hour: %2 an hour, the cap %3, is reached.</source>
        <translation>In der letzten Stunde %1-mal ausgelöst: %2 je Stunde, die Grenze %3, ist erreicht.</translation>
    </message>
    <message>
        <source>How often it was fired in the last hour is not known, and %1 an hour, the cap %2, holds.</source>
        <translation>Wie oft es in der letzten Stunde ausgelöst wurde, ist nicht bekannt, und %1 je Stunde, die Grenze %2, gilt.</translation>
    </message>
    <message>
        <source>Wait until the oldest is an hour ago.</source>
        <translation>Warten Sie, bis das älteste eine Stunde her ist.</translation>
    </message>
    <message>
        <source>Name the recording that holds it.</source>
        <translation>Nennen Sie die Aufzeichnung, in der es steht.</translation>
    </message>
    <message>
        <source>It reaches %1 answers of the last 15 min, and the cap %2 is %3.</source>
        <translation>Es erreicht %1 Antworten der letzten 15 min, und die Grenze %2 ist %3.</translation>
    </message>
    <message>
        <source>How many answers it reaches is not known, and the cap %1 is %2.</source>
        <translation>Wie viele Antworten es erreicht, ist nicht bekannt, und die Grenze %1 ist %2.</translation>
    </message>
    <message>
        <source>Ask somebody with a higher cap.</source>
        <translation>Fragen Sie jemanden mit einer höheren Grenze.</translation>
    </message>
    <message>
        <source>Name a recording in which the target&apos;s answers are.</source>
        <translation>Nennen Sie eine Aufzeichnung, in der die Antworten des Ziels sind.</translation>
    </message>
    <message>
        <source>The safe direction is not held up by it.</source>
        <translation>Die sichere Richtung hält das nicht auf.</translation>
    </message>
    <message>
        <source>Taking back what was fired is not held up by it.</source>
        <translation>Das Zurücknehmen hält das nicht auf.</translation>
    </message>
    <message>
        <source>Or break the glass, with a reason.</source>
        <translation>Oder nutzen Sie den Notbehelf, mit einem Grund.</translation>
    </message>
    <message>
        <source>Or break the glass: --break-glass REASON.</source>
        <translation>Oder nutzen Sie den Notbehelf: --break-glass REASON.</translation>
    </message>
    <message>
        <source>Approved by %1, for %2 more.</source>
        <translation>Freigegeben von %1, noch für %2.</translation>
    </message>
    <message>
        <source>%1, account %2</source>
        <translation>%1, Konto %2</translation>
    </message>
    <message>
        <source>The approval of one more person is missing.</source>
        <translation>Es fehlt die Freigabe einer weiteren Person.</translation>
    </message>
    <message>
        <source>The approvals of %1 more people are missing.</source>
        <translation>Es fehlen die Freigaben von %1 weiteren Personen.</translation>
    </message>
    <message>
        <source>Another person approves plan %1 in a window on this recording, or with plumbline lever approve, whose file is named here: --approval FILE.</source>
        <translation>Eine andere Person gibt Plan %1 in einem Fenster auf dieser Aufzeichnung frei, oder mit plumbline lever approve, dessen Datei hier genannt wird: --approval FILE.</translation>
    </message>
    <message>
        <source>Another person approves plan %1 in a window on this recording, or with plumbline lever approve.</source>
        <translation>Eine andere Person gibt Plan %1 in einem Fenster auf dieser Aufzeichnung frei, oder mit plumbline lever approve.</translation>
    </message>
    <message>
        <source>One without a name and an account does not count.</source>
        <translation>Eine ohne Namen und Konto zählt nicht.</translation>
    </message>
    <message>
        <source>That of %1 does not count: it is who fires.</source>
        <translation>Die von %1 zählt nicht: Das ist, wer auslöst.</translation>
    </message>
    <message>
        <source>That of %1 lapsed: 10 min is how long one holds.</source>
        <translation>Die von %1 ist verfallen: Eine gilt 10 min.</translation>
    </message>
    <message>
        <source>That of %1 does not count: the role %2 approves nothing.</source>
        <translation>Die von %1 zählt nicht: Die Rolle %2 gibt nichts frei.</translation>
    </message>
    <message>
        <source>%1 declined it: %2</source>
        <translation>%1 lehnte ab: %2</translation>
    </message>
    <message>
        <source>%1 declined it.</source>
        <translation>%1 lehnte ab.</translation>
    </message>
    <message>
        <source>No telemetry has come in.</source>
        <translation>Es kam keine Telemetrie.</translation>
    </message>
    <message>
        <source>No telemetry has come in for %1.</source>
        <translation>Seit %1 kam keine Telemetrie.</translation>
    </message>
    <message>
        <source>You act on what was then.</source>
        <translation>Sie handeln nach dem, was damals war.</translation>
    </message>
    <message>
        <source>The control plane was read %1 ago.</source>
        <translation>Die Steuerungsebene wurde vor %1 gelesen.</translation>
    </message>
    <message>
        <source>Have it read again.</source>
        <translation>Lassen Sie sie noch einmal lesen.</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, which was not carried out yet.</source>
        <translation>Nötig ist Schritt „%1“, der noch nicht ausgeführt wurde.</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, which %2 skipped (%3).</source>
        <translation>Nötig ist Schritt „%1“, den %2 übersprang (%3).</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, which %2 skipped.</source>
        <translation>Nötig ist Schritt „%1“, den %2 übersprang.</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, which failed (%2).</source>
        <translation>Nötig ist Schritt „%1“, der fehlschlug (%2).</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, which failed.</source>
        <translation>Nötig ist Schritt „%1“, der fehlschlug.</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>It requires a proof: step &quot;%1&quot; was called done by %2, and nothing was asked.</source>
        <translation>Nötig ist ein Nachweis: Schritt „%1“ wurde von %2 für erledigt erklärt, und nichts wurde gefragt.</translation>
    </message>
    <message>
        <source>It requires &quot;%1&quot; as the answer to step &quot;%2&quot;, and %3 said nothing.</source>
        <translation>Nötig ist „%1“ als Antwort auf Schritt „%2“, und %3 sagte nichts.</translation>
    </message>
    <message>
        <source>It requires &quot;%1&quot; as the answer to step &quot;%2&quot;, and %3 said &quot;%4&quot;.</source>
        <translation>Nötig ist „%1“ als Antwort auf Schritt „%2“, und %3 sagte „%4“.</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, which showed otherwise of %2. %3</source>
        <translation>Nötig ist Schritt „%1“, der von %2 anderes zeigte. %3</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, which proved %2, and not %3.</source>
        <translation>Nötig ist Schritt „%1“, der %2 nachwies und nicht %3.</translation>
    </message>
    <message>
        <source>What step &quot;%1&quot; found</source>
        <translation>Was Schritt „%1“ fand,</translation>
    </message>
    <message>
        <source>The proof of step &quot;%1&quot;</source>
        <translation>Der Nachweis von Schritt „%1“</translation>
    </message>
    <message>
        <source>%1 is of a time that is still to come.</source>
        <translation>%1 ist von einer Zeit, die noch kommt.</translation>
    </message>
    <message>
        <source>%1 is %2 old, and counts for %3.</source>
        <translation>%1 ist %2 alt und zählt %3 lang.</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, and how that ended is not known here.</source>
        <translation>Nötig ist Schritt „%1“, und wie der endete, ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>It requires step &quot;%1&quot;, and no run of this runbook goes on in the recording.</source>
        <translation>Nötig ist Schritt „%1“, und in der Aufzeichnung läuft kein Durchgang dieses Runbooks.</translation>
    </message>
    <message>
        <source>Name the recording that holds the run.</source>
        <translation>Nennen Sie die Aufzeichnung mit dem Durchgang.</translation>
    </message>
    <message>
        <source>Begin one, and carry out the step &quot;%1&quot;.</source>
        <translation>Beginnen Sie einen, und führen Sie den Schritt „%1“ aus.</translation>
    </message>
    <message>
        <source>Carry it out (%1).</source>
        <translation>Führen Sie ihn aus (%1).</translation>
    </message>
    <message>
        <source>Carry it out once more when that has changed (%1).</source>
        <translation>Führen Sie ihn noch einmal aus, wenn sich das geändert hat (%1).</translation>
    </message>
    <message>
        <source>Carry it out once more (%1).</source>
        <translation>Führen Sie ihn noch einmal aus (%1).</translation>
    </message>
    <message>
        <source>Have it ask (%1).</source>
        <translation>Lassen Sie ihn fragen (%1).</translation>
    </message>
    <message>
        <source>Have it ask %1 (%2).</source>
        <translation>Lassen Sie ihn %1 fragen (%2).</translation>
    </message>
    <message>
        <source>Decide anew, with a note that begins with &quot;%1&quot; (%2).</source>
        <translation>Entscheiden Sie neu, mit einer Notiz, die mit „%1“ beginnt (%2).</translation>
    </message>
    <message>
        <source>See that the clocks agree, and carry it out once more (%1).</source>
        <translation>Sorgen Sie dafür, dass die Uhren übereinstimmen, und führen Sie ihn noch einmal aus (%1).</translation>
    </message>
    <message>
        <source>Choose another version.</source>
        <translation>Wählen Sie eine andere Version.</translation>
    </message>
    <message>
        <source>The lever</source>
        <translation>Der Hebel</translation>
    </message>
    <message>
        <source>The target</source>
        <translation>Das Ziel</translation>
    </message>
    <message>
        <source>The environment</source>
        <translation>Die Umgebung</translation>
    </message>
    <message>
        <source>The value to set</source>
        <translation>Der zu setzende Wert</translation>
    </message>
    <message>
        <source>The state on the control plane</source>
        <translation>Der Zustand auf der Steuerungsebene</translation>
    </message>
    <message>
        <source>The version on the control plane</source>
        <translation>Die Version auf der Steuerungsebene</translation>
    </message>
    <message>
        <source>%1 changed from &quot;%2&quot; to &quot;%3&quot;.</source>
        <translation>%1 änderte sich von „%2“ zu „%3“.</translation>
    </message>
    <message>
        <source>What would be sent changed.</source>
        <translation>Was gesendet würde, hat sich geändert.</translation>
    </message>
    <message>
        <source>The state of the replicas, or what would be sent, changed.</source>
        <translation>Der Zustand der Replikate oder was gesendet würde, hat sich geändert.</translation>
    </message>
    <message>
        <source>The state on the control plane is stale.</source>
        <translation>Der Zustand auf der Steuerungsebene ist veraltet.</translation>
    </message>
    <message>
        <source>This lever was fired; look at its outcome first.</source>
        <translation>Dieser Hebel wurde ausgelöst; sehen Sie erst nach, was daraus wurde.</translation>
    </message>
    <message>
        <source>There is nothing to do: it already stands at &quot;%1&quot;.</source>
        <translation>Es ist nichts zu tun: Es steht schon auf „%1“.</translation>
    </message>
    <message>
        <source>It was armed for 30 s without being fired.</source>
        <translation>Es war 30 s scharf und wurde nicht ausgelöst.</translation>
    </message>
    <message>
        <source>It was fired already.</source>
        <translation>Es wurde schon ausgelöst.</translation>
    </message>
    <message>
        <source>Arm it first.</source>
        <translation>Erst scharf stellen.</translation>
    </message>
    <message>
        <source>It is disarmed: %1</source>
        <translation>Es ist entschärft: %1</translation>
    </message>
    <message>
        <source>Hold to confirm.</source>
        <translation>Zum Bestätigen halten.</translation>
    </message>
    <message>
        <source>The run was aborted by %1 before.</source>
        <translation>Der Durchgang wurde schon von %1 abgebrochen.</translation>
    </message>
    <message>
        <source>The run was aborted by %1: %2</source>
        <translation>Der Durchgang wurde von %1 abgebrochen: %2</translation>
    </message>
    <message>
        <source>There is no step &quot;%1&quot; in this runbook.</source>
        <translation>In diesem Runbook gibt es keinen Schritt „%1“.</translation>
    </message>
    <message>
        <source>Step &quot;%1&quot; was not done: it cannot be undone.</source>
        <translation>Schritt „%1“ wurde nicht getan: Er lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Step &quot;%1&quot; was settled by %2: %3.</source>
        <translation>Schritt „%1“ wurde von %2 abgeschlossen: %3.</translation>
    </message>
    <message>
        <source>A step cannot go back to pending.</source>
        <translation>Ein Schritt kann nicht wieder offen werden.</translation>
    </message>
    <message>
        <source>Say why step &quot;%1&quot; is skipped.</source>
        <translation>Sagen Sie, warum Schritt „%1“ übersprungen wird.</translation>
    </message>
    <message>
        <source>Step &quot;%1&quot; is %2: it is to be settled, not repeated.</source>
        <translation>Schritt „%1“ ist %2: Er ist abzuschließen, nicht zu wiederholen.</translation>
    </message>
    <message>
        <source>A step that is repeated is done again, or fails this time.</source>
        <translation>Ein Schritt, der wiederholt wird, wird noch einmal getan oder schlägt diesmal fehl.</translation>
    </message>
    <message>
        <source>Step &quot;%1&quot; moves a lever: it is repeated by firing it again.</source>
        <translation>Schritt „%1“ bewegt einen Hebel: Wiederholt wird er durch erneutes Auslösen.</translation>
    </message>
    <message>
        <source>Say why the run is aborted.</source>
        <translation>Sagen Sie, warum der Durchgang abgebrochen wird.</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>The run is not one of runbook &quot;%1&quot;.</source>
        <translation>Der Durchgang ist keiner des Runbooks „%1“.</translation>
    </message>
    <message>
        <source>The run&apos;s steps are not those of runbook &quot;%1&quot;.</source>
        <translation>Die Schritte des Durchgangs sind nicht die des Runbooks „%1“.</translation>
    </message>
    <message>
        <source>Runbook &quot;%1&quot; has no step &quot;%2&quot; any more, and the run has settled it.</source>
        <translation>Das Runbook „%1“ hat keinen Schritt „%2“ mehr, und der Durchgang hat ihn abgeschlossen.</translation>
    </message>
    <message>
        <source>There is no runbook &quot;%1&quot; any more, and the recording does not hold its text.</source>
        <translation>Es gibt kein Runbook „%1“ mehr, und die Aufzeichnung enthält seinen Text nicht.</translation>
    </message>
    <message>
        <source>The run was begun with another text of runbook &quot;%1&quot;, which the recording does not hold. Abort the run, and begin another with the text of today.</source>
        <translation>Der Durchgang wurde mit einem anderen Text des Runbooks „%1“ begonnen, den die Aufzeichnung nicht enthält. Brechen Sie den Durchgang ab, und beginnen Sie einen neuen mit dem heutigen Text.</translation>
    </message>
    <message>
        <source>Step &quot;%1&quot; needs a value for: %2. Give each as --param NAME=VALUE.</source>
        <translation>Schritt „%1“ braucht einen Wert für: %2. Geben Sie jeden als --param NAME=VALUE.</translation>
    </message>
    <message>
        <source>Stopped before anything was shown.</source>
        <translation>Angehalten, bevor etwas gezeigt war.</translation>
    </message>
    <message>
        <source>Neither shown after %1 probes.</source>
        <translation>Nach %1 Sonden ist weder das eine noch das andere gezeigt.</translation>
    </message>
    <message>
        <source>The candidate does not answer: %1</source>
        <translation>Der Kandidat antwortet nicht: %1</translation>
    </message>
    <message>
        <source>The current version does not answer: %1</source>
        <translation>Die jetzige Version antwortet nicht: %1</translation>
    </message>
    <message>
        <source>%1 of %2 probes passed</source>
        <translation>%1 von %2 Sonden bestanden</translation>
    </message>
    <message>
        <source>%1, %2 were not answered</source>
        <translation>%1, %2 wurden nicht beantwortet</translation>
    </message>
    <message>
        <source>%1: fewer than the %2 that are asked for.</source>
        <translation>%1: weniger als die verlangten %2.</translation>
    </message>
    <message>
        <source>%1, of the current version %2 of %3: worse by more than %4.</source>
        <translation>%1, von der jetzigen Version %2 von %3: um mehr als %4 schlechter.</translation>
    </message>
    <message>
        <source>%1, of the current version %2 of %3: worse.</source>
        <translation>%1, von der jetzigen Version %2 von %3: schlechter.</translation>
    </message>
    <message>
        <source>%1: at least the %2 that are asked for, and better than the current version.</source>
        <translation>%1: mindestens die verlangten %2, und besser als die jetzige Version.</translation>
    </message>
    <message>
        <source>%1: at least the %2 that are asked for, and not worse than the current version by %3.</source>
        <translation>%1: mindestens die verlangten %2, und nicht um %3 schlechter als die jetzige Version.</translation>
    </message>
    <message>
        <source>%1: at least the %2 that are asked for.</source>
        <translation>%1: mindestens die verlangten %2.</translation>
    </message>
    <message>
        <source>Answered by %1, and so was the other version: both names may lead to one model.</source>
        <translation>Geantwortet hat %1, ebenso bei der anderen Version: Beide Namen können zu einem Modell führen.</translation>
    </message>
    <message>
        <source>Answered by %1.</source>
        <translation>Geantwortet hat %1.</translation>
    </message>
    <message>
        <source>It was asked %1 time before, so more was needed to show it.</source>
        <translation>Es wurde schon %1-mal gefragt, darum brauchte es mehr, um es zu zeigen.</translation>
    </message>
    <message>
        <source>It was asked %1 times before, so more was needed to show it.</source>
        <translation>Es wurde schon %1-mal gefragt, darum brauchte es mehr, um es zu zeigen.</translation>
    </message>
    <message>
        <source>answered by %1, and not by %2, but by the other version</source>
        <translation>geantwortet hat %1 und nicht %2, sondern die andere Version</translation>
    </message>
    <message>
        <source>answered by %1, and not by %2</source>
        <translation>geantwortet hat %1 und nicht %2</translation>
    </message>
    <message>
        <source>not held against another version</source>
        <translation>nicht mit einer anderen Version verglichen</translation>
    </message>
    <message>
        <source>undecided beside the current version</source>
        <translation>unentschieden neben der jetzigen Version</translation>
    </message>
    <message>
        <source>not worse than the current version by %1 %</source>
        <translation>nicht um %1 % schlechter als die jetzige Version</translation>
    </message>
    <message>
        <source>better than the current version</source>
        <translation>besser als die jetzige Version</translation>
    </message>
    <message>
        <source>worse than the current version</source>
        <translation>schlechter als die jetzige Version</translation>
    </message>
    <message>
        <source>nothing known yet</source>
        <translation>noch nichts bekannt</translation>
    </message>
    <message>
        <source>%1 of %2 passed (%3 to %4 %)</source>
        <translation>%1 von %2 bestanden (%3 bis %4 %)</translation>
    </message>
    <message>
        <source>%1, %2 not to be told</source>
        <translation>%1, %2 nicht zu sagen</translation>
    </message>
    <message>
        <source>%1, %2 unanswered</source>
        <translation>%1, %2 unbeantwortet</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>unanswered</source>
        <translation>unbeantwortet</translation>
    </message>
    <message>
        <source>proven</source>
        <translation>nachgewiesen</translation>
    </message>
    <message>
        <source>refuted</source>
        <translation>widerlegt</translation>
    </message>
    <message>
        <source>not enough</source>
        <translation>nicht genug</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>It is not %1.</source>
        <translation>Es ist nicht %1.</translation>
    </message>
    <message>
        <source>Whether it is %1 is not clear.</source>
        <translation>Ob es %1 ist, ist nicht klar.</translation>
    </message>
    <message>
        <source>grounded in its context</source>
        <translation>auf seinen Kontext gestützt</translation>
    </message>
    <message>
        <source>It is a refusal.</source>
        <translation>Es ist eine Ablehnung.</translation>
    </message>
    <message>
        <source>It is the call of a tool.</source>
        <translation>Es ist der Aufruf eines Werkzeugs.</translation>
    </message>
    <message>
        <source>A filter took it out.</source>
        <translation>Ein Filter nahm es heraus.</translation>
    </message>
    <message>
        <source>The limit of tokens came before the first word.</source>
        <translation>Die Grenze der Tokens kam vor dem ersten Wort.</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>Es ist leer.</translation>
    </message>
    <message>
        <source>It is not the exact answer.</source>
        <translation>Es ist nicht genau die Antwort.</translation>
    </message>
    <message>
        <source>It does not contain &quot;%1&quot;.</source>
        <translation>Es enthält „%1“ nicht.</translation>
    </message>
    <message>
        <source>It does not match the expression.</source>
        <translation>Es passt nicht auf den Ausdruck.</translation>
    </message>
    <message>
        <source>The reply is no chat completion.</source>
        <translation>Die Antwort ist keine Chat-Antwort.</translation>
    </message>
    <message>
        <source>Another step is still being asked, and one is asked at a time.</source>
        <translation>Ein anderer Schritt wird noch gefragt, und es wird immer nur einer gefragt.</translation>
    </message>
    <message>
        <source>No endpoint is known that could be asked.</source>
        <translation>Es ist keine Stelle bekannt, die gefragt werden könnte.</translation>
    </message>
    <message>
        <source>It could not be recorded, so it counts for nothing: %1</source>
        <translation>Es ließ sich nicht aufzeichnen und zählt darum nicht: %1</translation>
    </message>
    <message>
        <source>at most %1 requests, ≈ %2 tokens in, at most %3 out each · at most ≈ %4</source>
        <translation>höchstens %1 Anfragen, ≈ %2 Tokens hinein, je höchstens %3 heraus · höchstens ≈ %4</translation>
    </message>
    <message>
        <source>at most %1 requests, ≈ %2 tokens in, no limit on those out · at most ≈ %3</source>
        <translation>höchstens %1 Anfragen, ≈ %2 Tokens hinein, keine Grenze für die heraus · höchstens ≈ %3</translation>
    </message>
    <message>
        <source>at most %1 requests, ≈ %2 tokens in, at most %3 out each · price unknown</source>
        <translation>höchstens %1 Anfragen, ≈ %2 Tokens hinein, je höchstens %3 heraus · Preis unbekannt</translation>
    </message>
    <message>
        <source>at most %1 requests, ≈ %2 tokens in, no limit on those out · price unknown</source>
        <translation>höchstens %1 Anfragen, ≈ %2 Tokens hinein, keine Grenze für die heraus · Preis unbekannt</translation>
    </message>
    <message>
        <source>%1 holds the lock of %2, for %3 s more unless renewed.</source>
        <translation>%1 hält die Sperre von %2, noch %3 s, wenn sie nicht erneuert wird.</translation>
    </message>
    <message>
        <source>The shared room is not to be had, and so neither is its lock nor its approvals: %1</source>
        <translation>Der gemeinsame Raum ist nicht zu haben, also auch seine Sperre und seine Freigaben nicht: %1</translation>
    </message>
    <message>
        <source>The shared room is not to be had, and so neither is its lock: %1</source>
        <translation>Der gemeinsame Raum ist nicht zu haben, also auch seine Sperre nicht: %1</translation>
    </message>
    <message>
        <source>In the shared room %1.</source>
        <translation>Im gemeinsamen Raum: %1.</translation>
    </message>
    <message>
        <source>The lock of %1 was lost before anything was sent; %2.</source>
        <translation>Die Sperre von %1 ging verloren, bevor etwas gesendet wurde; %2.</translation>
    </message>
    <message>
        <source>The lock of %1 ran out while the room did not hear of this console; %2.</source>
        <translation>Die Sperre von %1 lief ab, während der Raum von dieser Konsole nichts hörte; %2.</translation>
    </message>
    <message>
        <source>who holds it now is not known</source>
        <translation>wer sie nun hält, ist nicht bekannt</translation>
    </message>
    <message>
        <source>nobody holds it now</source>
        <translation>niemand hält sie nun</translation>
    </message>
    <message>
        <source>%1 holds it now</source>
        <translation>%1 hält sie nun</translation>
    </message>
    <message>
        <source>The shared room went away before anything was sent, and whether the lock of %1 is still held is not known: %2</source>
        <translation>Der gemeinsame Raum war fort, bevor etwas gesendet wurde, und ob die Sperre von %1 noch gehalten wird, ist nicht bekannt: %2</translation>
    </message>
    <message>
        <source>That the approvals are used up could not be kept: %1</source>
        <translation>Dass die Freigaben verbraucht sind, ließ sich nicht festhalten: %1</translation>
    </message>
    <message>
        <source>A shared room is set and cannot be had, so nobody else&apos;s lock or approval is known: %1 Mend it, or break the glass.</source>
        <translation>Ein gemeinsamer Raum ist eingestellt und nicht zu haben, darum ist keine Sperre oder Freigabe anderer bekannt: %1 Bringen Sie das in Ordnung, oder nutzen Sie den Notbehelf.</translation>
    </message>
    <message>
        <source> (%1 with changes that are not committed)</source>
        <translation> (%1 mit Änderungen, die nicht eingetragen sind)</translation>
    </message>
    <message>
        <source> (never committed)</source>
        <translation> (nie eingetragen)</translation>
    </message>
    <message>
        <source>when it was opened: no onset is known</source>
        <translation>als er eröffnet wurde: kein Beginn ist bekannt</translation>
    </message>
    <message>
        <source>as it was said when it was opened</source>
        <translation>wie beim Eröffnen gesagt</translation>
    </message>
    <message>
        <source>onset of %1, as it was estimated</source>
        <translation>Beginn von %1, wie geschätzt</translation>
    </message>
    <message>
        <source>%1 was raised, by an answer of %2</source>
        <translation>%1 wurde ausgelöst, durch eine Antwort von %2</translation>
    </message>
    <message>
        <source>%1 was raised again after %2 was shown to have helped</source>
        <translation>%1 wurde wieder ausgelöst, nachdem gezeigt war, dass %2 geholfen hat</translation>
    </message>
    <message>
        <source>%1 was raised</source>
        <translation>%1 wurde ausgelöst</translation>
    </message>
    <message>
        <source>the alert %1 was firing</source>
        <translation>die Meldung %1 war aktiv</translation>
    </message>
    <message>
        <source>no alarm tells an onset</source>
        <translation>kein Alarm nennt einen Beginn</translation>
    </message>
    <message>
        <source>no alarm was raised</source>
        <translation>kein Alarm wurde ausgelöst</translation>
    </message>
    <message>
        <source>opened by %1, and no alarm of it is known</source>
        <translation>eröffnet von %1, und kein Alarm davon ist bekannt</translation>
    </message>
    <message>
        <source>nobody acknowledged an alarm</source>
        <translation>niemand hat einen Alarm quittiert</translation>
    </message>
    <message>
        <source>opened by %1</source>
        <translation>eröffnet von %1</translation>
    </message>
    <message>
        <source>%1 was acknowledged by %2</source>
        <translation>%1 wurde von %2 quittiert</translation>
    </message>
    <message>
        <source>said by %1</source>
        <translation>gesagt von %1</translation>
    </message>
    <message>
        <source>%1 began the runbook %2</source>
        <translation>%1 begann das Runbook %2</translation>
    </message>
    <message>
        <source>nobody said so, and no runbook was begun</source>
        <translation>niemand hat es gesagt, und kein Runbook wurde begonnen</translation>
    </message>
    <message>
        <source>%1, not from here; whether it helped was not shown</source>
        <translation>%1, nicht von hier; ob es half, wurde nicht gezeigt</translation>
    </message>
    <message>
        <source>no lever that was moved is known to have helped</source>
        <translation>von keinem bewegten Hebel ist bekannt, dass er geholfen hat</translation>
    </message>
    <message>
        <source>no lever but of other services was moved from here</source>
        <translation>von hier wurden nur Hebel anderer Dienste bewegt</translation>
    </message>
    <message>
        <source>no lever was moved from here</source>
        <translation>von hier wurde kein Hebel bewegt</translation>
    </message>
    <message>
        <source>%1 was in effect at %2, whether it helped was not shown</source>
        <translation>%1 war wirksam auf %2, ob es half, wurde nicht gezeigt</translation>
    </message>
    <message>
        <source>%1 was in effect at %2</source>
        <translation>%1 war wirksam auf %2</translation>
    </message>
    <message>
        <source>shown on the signal after %1</source>
        <translation>am Signal gezeigt nach %1</translation>
    </message>
    <message>
        <source>what became of the alert %1 is not known</source>
        <translation>was aus der Meldung %1 wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>what became of %1 is not known</source>
        <translation>was aus %1 wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 has not cleared</source>
        <translation>%1 ist nicht beendet</translation>
    </message>
    <message>
        <source>%1 was closed, and nothing showed that it was back</source>
        <translation>%1 wurde geschlossen, und nichts zeigte, dass es zurück ist</translation>
    </message>
    <message>
        <source>%1 cleared</source>
        <translation>%1 beendet</translation>
    </message>
    <message>
        <source>the alert %1 is not resolved</source>
        <translation>die Meldung %1 ist nicht behoben</translation>
    </message>
    <message>
        <source>the alert %1 was resolved</source>
        <translation>die Meldung %1 wurde behoben</translation>
    </message>
    <message>
        <source>no alarm and no lever tells</source>
        <translation>kein Alarm und kein Hebel sagt es</translation>
    </message>
    <message>
        <source>what the timeline holds lies before the start</source>
        <translation>was der Verlauf enthält, liegt vor dem Beginn</translation>
    </message>
    <message>
        <source>it had not happened by the time that is looked at</source>
        <translation>bis zu der betrachteten Zeit war es nicht geschehen</translation>
    </message>
    <message>
        <source>%1 went from %2 to %3 at the control plane</source>
        <translation>%1 ging auf der Steuerungsebene von %2 auf %3</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>No answer is known in this time.</source>
        <translation>In dieser Zeit ist keine Antwort bekannt.</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>%1 answer</source>
        <translation>%1 Antwort</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 Antworten</translation>
    </message>
    <message>
        <source>%1 of all services (which are affected is not known)</source>
        <translation>%1 aller Dienste (welche betroffen sind, ist nicht bekannt)</translation>
    </message>
    <message>
        <source>%1, none of them judged: how many are wrong is not known</source>
        <translation>%1, keine davon bewertet: wie viele falsch sind, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1, %2 of them judged: at least %3 wrong, %4 not known</source>
        <translation>%1, %2 davon bewertet: mindestens %3 falsch, %4 nicht bekannt</translation>
    </message>
    <message>
        <source>%1, %2 of them judged: %3 wrong, %4 not known</source>
        <translation>%1, %2 davon bewertet: %3 falsch, %4 nicht bekannt</translation>
    </message>
    <message>
        <source>%1, %2 of them judged: at least %3 wrong</source>
        <translation>%1, %2 davon bewertet: mindestens %3 falsch</translation>
    </message>
    <message>
        <source>%1, %2 of them judged: %3 wrong</source>
        <translation>%1, %2 davon bewertet: %3 falsch</translation>
    </message>
    <message>
        <source>%1; who was answered by two services counts twice</source>
        <translation>%1; wem zwei Dienste antworteten, zählt doppelt</translation>
    </message>
    <message>
        <source>%1; tenants of the newest %2 traces: %3</source>
        <translation>%1; Mandanten der neuesten %2 Traces: %3</translation>
    </message>
    <message>
        <source>%1; tenants of the newest %2 trace: %3</source>
        <translation>%1; Mandanten des neuesten %2 Trace: %3</translation>
    </message>
    <message>
        <source>%1; tenants: %2</source>
        <translation>%1; Mandanten: %2</translation>
    </message>
    <message>
        <source>%1; %2 answers tell none</source>
        <translation>%1; %2 Antworten nennen keinen</translation>
    </message>
    <message>
        <source>%1; %2 answer tells none</source>
        <translation>%1; %2 Antwort nennt keinen</translation>
    </message>
    <message>
        <source>Given to at least %1 user</source>
        <translation>Gegeben an mindestens %1 Nutzer</translation>
    </message>
    <message>
        <source>Given to at least %1 users</source>
        <translation>Gegeben an mindestens %1 Nutzer</translation>
    </message>
    <message>
        <source>Given to %1 user</source>
        <translation>Gegeben an %1 Nutzer</translation>
    </message>
    <message>
        <source>Given to %1 users</source>
        <translation>Gegeben an %1 Nutzer</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 und %2 weitere</translation>
    </message>
    <message>
        <source>Taken on, by traces: %1</source>
        <translation>Übernommen, nach Traces: %1</translation>
    </message>
    <message>
        <source>No tool was called after a wrong answer in its trace</source>
        <translation>Nach einer falschen Antwort wurde in ihrem Trace kein Werkzeug aufgerufen</translation>
    </message>
    <message>
        <source>In the newest %1 of at least %2 traces with a wrong answer: %3</source>
        <translation>In den neuesten %1 von mindestens %2 Traces mit einer falschen Antwort: %3</translation>
    </message>
    <message>
        <source>In the newest %1 of %2 traces with a wrong answer: %3</source>
        <translation>In den neuesten %1 von %2 Traces mit einer falschen Antwort: %3</translation>
    </message>
    <message>
        <source>At least %1</source>
        <translation>Mindestens %1</translation>
    </message>
    <message>
        <source>%1 calls of tools after a wrong answer in its trace (%2); which of them wrote is not told</source>
        <translation>%1 Werkzeugaufrufe nach einer falschen Antwort in ihrem Trace (%2); welche davon geschrieben haben, ist nicht gemeldet</translation>
    </message>
    <message>
        <source>%1 call of a tool after a wrong answer in its trace (%2); which of them wrote is not told</source>
        <translation>%1 Werkzeugaufruf nach einer falschen Antwort in ihrem Trace (%2); ob er geschrieben hat, ist nicht gemeldet</translation>
    </message>
    <message>
        <source>Counted of answers that began from %1 to %2 UTC</source>
        <translation>Gezählt über Antworten, die von %1 bis %2 UTC begannen</translation>
    </message>
    <message>
        <source>Causes counts only the judged answers of the times that it compares</source>
        <translation>„Ursachen“ zählt nur die bewerteten Antworten der Zeiten, die es vergleicht</translation>
    </message>
    <message>
        <source>Commanded by %1.</source>
        <translation>Geleitet von %1.</translation>
    </message>
    <message>
        <source>The run of runbook “%1” is unfinished: no step of it was settled.</source>
        <translation>Der Durchgang des Runbooks „%1“ ist nicht zu Ende: Kein Schritt davon wurde abgeschlossen.</translation>
    </message>
    <message>
        <source>The run of runbook “%1” is unfinished: at step “%2”.</source>
        <translation>Der Durchgang des Runbooks „%1“ ist nicht zu Ende: bei Schritt „%2“.</translation>
    </message>
    <message>
        <source>Whether the run of runbook “%1” is finished is not known: the last step that was settled is “%2”.</source>
        <translation>Ob der Durchgang des Runbooks „%1“ zu Ende ist, ist nicht bekannt: Der letzte abgeschlossene Schritt ist „%2“.</translation>
    </message>
    <message>
        <source>%1 is closed: reopen it first, or open another.</source>
        <translation>%1 ist geschlossen: Eröffnen Sie ihn erst wieder, oder eröffnen Sie einen anderen.</translation>
    </message>
    <message>
        <source>A title says something.</source>
        <translation>Ein Titel sagt etwas.</translation>
    </message>
    <message>
        <source>A severity is 1 (worst) to 4.</source>
        <translation>Ein Schweregrad ist 1 (am schlimmsten) bis 4.</translation>
    </message>
    <message>
        <source>%1 is called so already.</source>
        <translation>%1 heißt schon so.</translation>
    </message>
    <message>
        <source>%1 has severity %2 already.</source>
        <translation>%1 hat schon den Schweregrad %2.</translation>
    </message>
    <message>
        <source>%1 has no commander already.</source>
        <translation>%1 hat schon keine Leitung.</translation>
    </message>
    <message>
        <source>%1 is commanded by %2 already.</source>
        <translation>%1 wird schon von %2 geleitet.</translation>
    </message>
    <message>
        <source>An incident is closed with a reason of its own.</source>
        <translation>Ein Vorfall wird mit einem eigenen Grund geschlossen.</translation>
    </message>
    <message>
        <source>%1 names these services already.</source>
        <translation>%1 nennt diese Dienste schon.</translation>
    </message>
    <message>
        <source>%1 has its %2 there already.</source>
        <translation>%1 hat dies schon dort: %2.</translation>
    </message>
    <message>
        <source>%1 has entry %2 marked already.</source>
        <translation>In %1 ist Eintrag %2 schon markiert.</translation>
    </message>
    <message>
        <source>%1 has %2 already.</source>
        <translation>%1 hat schon %2.</translation>
    </message>
    <message>
        <source>%1 is %2 already.</source>
        <translation>%1 ist schon %2.</translation>
    </message>
    <message>
        <source>A key moment has happened: %1 is still to come.</source>
        <translation>Ein Schlüsselmoment ist geschehen: %1 kommt noch.</translation>
    </message>
    <message>
        <source>Nobody fixed the key moment %1 of %2: what is told of it is proposed.</source>
        <translation>Niemand hat den Schlüsselmoment %1 von %2 festgelegt: Was davon gesagt wird, ist vorgeschlagen.</translation>
    </message>
    <message>
        <source>A link has an address.</source>
        <translation>Ein Link hat eine Adresse.</translation>
    </message>
    <message>
        <source>An address has at most 16 KiB.</source>
        <translation>Eine Adresse hat höchstens 16 KiB.</translation>
    </message>
    <message>
        <source>A mark is on an entry of the timeline, by its number.</source>
        <translation>Eine Marke ist auf einem Eintrag des Verlaufs, nach seiner Nummer.</translation>
    </message>
    <message>
        <source>Entry %1 is not marked in %2.</source>
        <translation>Eintrag %1 ist in %2 nicht markiert.</translation>
    </message>
    <message>
        <source>A hand-over is to somebody.</source>
        <translation>Eine Übergabe geht an jemanden.</translation>
    </message>
    <message>
        <source>Say why %1 can be closed.</source>
        <translation>Sagen Sie, warum %1 geschlossen werden kann.</translation>
    </message>
    <message>
        <source>Say why %1 is opened again.</source>
        <translation>Sagen Sie, warum %1 wieder eröffnet wird.</translation>
    </message>
    <message>
        <source>Only an alert has a fingerprint to open an incident by.</source>
        <translation>Nur eine Meldung hat einen Fingerabdruck, nach dem ein Vorfall eröffnet wird.</translation>
    </message>
    <message>
        <source>An incident starts before it is opened: %1 is still to come.</source>
        <translation>Ein Vorfall beginnt, bevor er eröffnet wird: %1 kommt noch.</translation>
    </message>
    <message>
        <source>What it is opened from is part of %1, which is open: take it out of that one first, or go on there.</source>
        <translation>Woraus er eröffnet wird, gehört zu %1, der offen ist: Nehmen Sie es dort erst heraus, oder machen Sie dort weiter.</translation>
    </message>
    <message>
        <source>What joins an incident is an alarm or an alert.</source>
        <translation>Zu einem Vorfall kommt ein Alarm oder eine Meldung.</translation>
    </message>
    <message>
        <source>%1 is part of %2, which is open: take it out of that one, into %3.</source>
        <translation>%1 gehört zu %2, der offen ist: Nehmen Sie es dort heraus, nach %3.</translation>
    </message>
    <message>
        <source>%1 is no part of %2, which has no alarm.</source>
        <translation>%1 gehört nicht zu %2, der keinen Alarm hat.</translation>
    </message>
    <message>
        <source>%1 is no part of %2, which has %3.</source>
        <translation>%1 gehört nicht zu %2, der %3 hat.</translation>
    </message>
    <message>
        <source>Say why %1 is no part of %2.</source>
        <translation>Sagen Sie, warum %1 nicht zu %2 gehört.</translation>
    </message>
    <message>
        <source>%1 is part of %2 already.</source>
        <translation>%1 gehört schon zu %2.</translation>
    </message>
    <message>
        <source>The recording holds no incident that was opened.</source>
        <translation>Die Aufzeichnung enthält keinen eröffneten Vorfall.</translation>
    </message>
    <message>
        <source>The recording holds no incident %1; the newest is %2.</source>
        <translation>Die Aufzeichnung enthält keinen Vorfall %1; der neueste ist %2.</translation>
    </message>
    <message>
        <source>Nobody opened an incident</source>
        <translation>Niemand hat einen Vorfall eröffnet</translation>
    </message>
    <message>
        <source>investigating</source>
        <translation>wird untersucht</translation>
    </message>
    <message>
        <source>identified</source>
        <translation>erkannt</translation>
    </message>
    <message>
        <source>mitigated</source>
        <translation>gemildert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>geschlossen</translation>
    </message>
    <message>
        <source>start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>detection</source>
        <translation>Entdeckung</translation>
    </message>
    <message>
        <source>acknowledgement</source>
        <translation>Quittierung</translation>
    </message>
    <message>
        <source>diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>mitigation</source>
        <translation>Milderung</translation>
    </message>
    <message>
        <source>recovery</source>
        <translation>Erholung</translation>
    </message>
    <message>
        <source>answers not grounded</source>
        <translation>Antworten nicht gestützt</translation>
    </message>
    <message>
        <source>answers or inputs cut off</source>
        <translation>Antworten oder Eingaben abgeschnitten</translation>
    </message>
    <message>
        <source>results of tools contradicted</source>
        <translation>Werkzeugergebnissen widersprochen</translation>
    </message>
    <message>
        <source>calls or names that do not exist</source>
        <translation>Aufrufe oder Namen, die es nicht gibt</translation>
    </message>
    <message>
        <source>citations of what was not given</source>
        <translation>Zitate von nicht Gegebenem</translation>
    </message>
    <message>
        <source>answers contradict each other</source>
        <translation>Antworten widersprechen sich</translation>
    </message>
    <message>
        <source>answers of another format</source>
        <translation>Antworten in anderem Format</translation>
    </message>
    <message>
        <source>answers refused</source>
        <translation>Antworten verweigert</translation>
    </message>
    <message>
        <source>answers in another language</source>
        <translation>Antworten in anderer Sprache</translation>
    </message>
    <message>
        <source>answers out of their role</source>
        <translation>Antworten aus der Rolle gefallen</translation>
    </message>
    <message>
        <source>answers in loops</source>
        <translation>Antworten in Schleifen</translation>
    </message>
    <message>
        <source>another model answers</source>
        <translation>ein anderes Modell antwortet</translation>
    </message>
    <message>
        <source>texts of answers missing</source>
        <translation>Texte von Antworten fehlen</translation>
    </message>
    <message>
        <source>length of answers moved</source>
        <translation>Länge der Antworten verändert</translation>
    </message>
    <message>
        <source>duration of calls moved</source>
        <translation>Dauer der Aufrufe verändert</translation>
    </message>
    <message>
        <source>scores of %1 moved</source>
        <translation>Werte von %1 verändert</translation>
    </message>
    <message>
        <source>%1 failing</source>
        <translation>%1 fällt durch</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>none judged</source>
        <translation>keine bewertet</translation>
    </message>
    <message>
        <source>%1 failed (95&#xa0;%: %2)</source>
        <translation>%1 durchgefallen (95&#xa0;%: %2)</translation>
    </message>
    <message>
        <source>mean badness %1 (95&#xa0;%: %2)</source>
        <translation>mittlerer Fehlergrad %1 (95&#xa0;%: %2)</translation>
    </message>
    <message>
        <source>%1 served before; its texts are not counted here</source>
        <translation>zuvor diente %1; seine Texte sind hier nicht gezählt</translation>
    </message>
    <message>
        <source>%1 served before, and none of its answers was judged by %2</source>
        <translation>zuvor diente %1, und keine seiner Antworten wurde von %2 bewertet</translation>
    </message>
    <message>
        <source>%1 served %2 judged answers until %3, %4</source>
        <translation>%1 gab %2 bewertete Antworten bis %3, %4</translation>
    </message>
    <message>
        <source>what serves since the onset at %1, until %2: texts are not counted here, the alarm tells how many did not come whole</source>
        <translation>was seit dem Beginn um %1 dient, bis %2: Texte sind hier nicht gezählt, der Alarm sagt, wie viele nicht ganz kamen</translation>
    </message>
    <message>
        <source>what serves since the onset at %1: texts are not counted here, the alarm tells how many did not come whole</source>
        <translation>was seit dem Beginn um %1 dient: Texte sind hier nicht gezählt, der Alarm sagt, wie viele nicht ganz kamen</translation>
    </message>
    <message>
        <source>what serves since the onset at %1, until %2: %3, n = %4</source>
        <translation>was seit dem Beginn um %1 dient, bis %2: %3, n = %4</translation>
    </message>
    <message>
        <source>what serves since the onset at %1: %2, n = %3</source>
        <translation>was seit dem Beginn um %1 dient: %2, n = %3</translation>
    </message>
    <message>
        <source>%1, since the onset at %2, until %3: texts are not counted here, the alarm tells how many did not come whole</source>
        <translation>%1, seit dem Beginn um %2, bis %3: Texte sind hier nicht gezählt, der Alarm sagt, wie viele nicht ganz kamen</translation>
    </message>
    <message>
        <source>%1, since the onset at %2: texts are not counted here, the alarm tells how many did not come whole</source>
        <translation>%1, seit dem Beginn um %2: Texte sind hier nicht gezählt, der Alarm sagt, wie viele nicht ganz kamen</translation>
    </message>
    <message>
        <source>%1, since the onset at %2, until %3: %4, n = %5</source>
        <translation>%1, seit dem Beginn um %2, bis %3: %4, n = %5</translation>
    </message>
    <message>
        <source>%1, since the onset at %2: %3, n = %4</source>
        <translation>%1, seit dem Beginn um %2: %3, n = %4</translation>
    </message>
    <message>
        <source>%1. Passed over, newer and not known to be good: %2</source>
        <translation>%1. Übergangen, neuer und nicht als gut bekannt: %2</translation>
    </message>
    <message>
        <source>nothing else is known to have served before</source>
        <translation>von nichts anderem ist bekannt, dass es zuvor diente</translation>
    </message>
    <message>
        <source>none is known to be good: %1</source>
        <translation>keines ist als gut bekannt: %1</translation>
    </message>
    <message>
        <source>%1 was not seen to serve before the onset</source>
        <translation>%1 wurde vor dem Beginn nicht dienen gesehen</translation>
    </message>
    <message>
        <source>%1: too few to call it good</source>
        <translation>%1: zu wenige, um es gut zu nennen</translation>
    </message>
    <message>
        <source>the likeliest cause is there; the alarm %1 is of %2</source>
        <translation>dort liegt die wahrscheinlichste Ursache; der Alarm %1 ist von %2</translation>
    </message>
    <message>
        <source>alarm %1: %2</source>
        <translation>Alarm %1: %2</translation>
    </message>
    <message>
        <source>%1 told of the service before what tells of it now; answers say nothing for or against an instrumentation</source>
        <translation>%1 meldete den Dienst vor dem, was ihn jetzt meldet; Antworten sagen nichts für oder gegen eine Instrumentierung</translation>
    </message>
    <message>
        <source>what would undo the likeliest cause; %1</source>
        <translation>was die wahrscheinlichste Ursache zurücknähme; %1</translation>
    </message>
    <message>
        <source>named by hand; no alarm of it that this runbook is for is open</source>
        <translation>von Hand genannt; kein Alarm davon, für den dieses Runbook ist, ist offen</translation>
    </message>
    <message>
        <source>%1 instance told by the telemetry</source>
        <translation>%1 Instanz, die die Telemetrie nennt</translation>
    </message>
    <message>
        <source>%1 instances told by the telemetry</source>
        <translation>%1 Instanzen, die die Telemetrie nennt</translation>
    </message>
    <message>
        <source>%1, %2 named</source>
        <translation>%1, %2 davon genannt</translation>
    </message>
    <message>
        <source>%1; there are more that were not kept by name</source>
        <translation>%1; es gibt mehr, deren Namen nicht behalten wurden</translation>
    </message>
    <message>
        <source>Recording started</source>
        <translation>Aufzeichnung begonnen</translation>
    </message>
    <message>
        <source>Recording continued</source>
        <translation>Aufzeichnung fortgesetzt</translation>
    </message>
    <message>
        <source>Recording ended</source>
        <translation>Aufzeichnung beendet</translation>
    </message>
    <message>
        <source>There was not memory enough to judge all that came. What was left is judged when this recording is recorded into again.</source>
        <translation>Der Speicher reichte nicht, um alles zu bewerten, was kam. Der Rest wird bewertet, wenn in diese Aufzeichnung wieder aufgezeichnet wird.</translation>
    </message>
    <message>
        <source>It could not be read %1: %2</source>
        <translation>Nicht lesbar war, %1: %2</translation>
    </message>
    <message>
        <source>what had been usual</source>
        <translation>was üblich gewesen war</translation>
    </message>
    <message>
        <source>what had been judged</source>
        <translation>was bewertet worden war</translation>
    </message>
    <message>
        <source>what other engines had counted</source>
        <translation>was andere Prüfer gezählt hatten</translation>
    </message>
    <message>
        <source>which alarms were open</source>
        <translation>welche Alarme offen waren</translation>
    </message>
    <message>
        <source>Everything is kept from now on</source>
        <translation>Von nun an wird alles behalten</translation>
    </message>
    <message>
        <source>Kept from now on: at most %1</source>
        <translation>Von nun an behalten: höchstens %1</translation>
    </message>
    <message>
        <source>Kept from now on: the last %1</source>
        <translation>Von nun an behalten: die letzten %1</translation>
    </message>
    <message>
        <source>Drill of a recorded incident: %1</source>
        <translation>Übung eines aufgezeichneten Vorfalls: %1</translation>
    </message>
    <message>
        <source>The glass was broken: %1. The shared room stood in the way: %2</source>
        <translation>Der Notbehelf wurde genutzt: %1. Im Weg stand der gemeinsame Raum: %2</translation>
    </message>
    <message>
        <source>Looked at %1</source>
        <translation>Betrachtet: %1</translation>
    </message>
    <message>
        <source>On the screen when %1: %2</source>
        <translation>Auf dem Bildschirm, als %1: %2</translation>
    </message>
    <message>
        <source>Took %1 off the shelf</source>
        <translation>%1 nicht mehr zurückgestellt</translation>
    </message>
    <message>
        <source>A part of a longer recording was put into a bundle, redacted</source>
        <translation>Ein Teil einer längeren Aufzeichnung wurde in ein Bündel gelegt, geschwärzt</translation>
    </message>
    <message>
        <source>A part of a longer recording was put into a bundle</source>
        <translation>Ein Teil einer längeren Aufzeichnung wurde in ein Bündel gelegt</translation>
    </message>
    <message>
        <source>A whole recording was put into a bundle, redacted</source>
        <translation>Eine ganze Aufzeichnung wurde in ein Bündel gelegt, geschwärzt</translation>
    </message>
    <message>
        <source>A whole recording was put into a bundle</source>
        <translation>Eine ganze Aufzeichnung wurde in ein Bündel gelegt</translation>
    </message>
    <message>
        <source>Took over the lock of %1 from %2, whose console was not heard of any more</source>
        <translation>Hat die Sperre von %1 übernommen, von %2, dessen Konsole sich nicht mehr meldete</translation>
    </message>
    <message>
        <source>Took on the drill</source>
        <translation>Hat die Übung übernommen</translation>
    </message>
    <message>
        <source>Took hint %1</source>
        <translation>Hat Hinweis %1 genommen</translation>
    </message>
    <message>
        <source>The drill %1 ended by itself</source>
        <translation>Die Übung %1 endete von selbst</translation>
    </message>
    <message>
        <source>Ended the drill %1</source>
        <translation>Hat die Übung %1 beendet</translation>
    </message>
    <message>
        <source>Asked again: %1 of %2 answers from %3 at %4, cancelled; estimated %5</source>
        <translation>Noch einmal gefragt: %1 von %2 Antworten von %3 bei %4, abgebrochen; geschätzt %5</translation>
    </message>
    <message>
        <source>Asked again: %1 of %2 answers from %3 at %4; estimated %5</source>
        <translation>Noch einmal gefragt: %1 von %2 Antworten von %3 bei %4; geschätzt %5</translation>
    </message>
    <message>
        <source>%1 is firing: %2</source>
        <translation>%1 ist aktiv: %2</translation>
    </message>
    <message>
        <source>%1 is resolved: %2</source>
        <translation>%1 ist behoben: %2</translation>
    </message>
    <message>
        <source>%1 is firing</source>
        <translation>%1 ist aktiv</translation>
    </message>
    <message>
        <source>%1 is resolved</source>
        <translation>%1 ist behoben</translation>
    </message>
    <message>
        <source>Note taken back: %1</source>
        <translation>Notiz zurückgenommen: %1</translation>
    </message>
    <message>
        <source>Bookmark taken back: %1</source>
        <translation>Lesezeichen zurückgenommen: %1</translation>
    </message>
    <message>
        <source>the lever was fired</source>
        <translation>der Hebel ausgelöst wurde</translation>
    </message>
    <message>
        <source>an undo was sent</source>
        <translation>eine Rücknahme gesendet wurde</translation>
    </message>
    <message>
        <source>%1 was acknowledged</source>
        <translation>%1 quittiert wurde</translation>
    </message>
    <message>
        <source>Typed by hand when the service was %1; not known of %2.</source>
        <translation>Von Hand eingetippt, als der Dienst %1 war; nicht von %2 bekannt.</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>nicht genannt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>%1 answers that %2 counted as failed</source>
        <translation>%1 Antworten, die %2 als durchgefallen zählte</translation>
    </message>
    <message>
        <source>%1 answers that %2 counted</source>
        <translation>%1 Antworten, die %2 zählte</translation>
    </message>
    <message>
        <source>%1 answers as failed under high load</source>
        <translation>%1 Antworten unter hoher Last als durchgefallen</translation>
    </message>
    <message>
        <source>%1 answers as failed</source>
        <translation>%1 Antworten als durchgefallen</translation>
    </message>
    <message>
        <source>%1 answers under high load</source>
        <translation>%1 Antworten unter hoher Last</translation>
    </message>
    <message>
        <source>%1 answer that %2 counted as failed</source>
        <translation>%1 Antwort, die %2 als durchgefallen zählte</translation>
    </message>
    <message>
        <source>%1 answer that %2 counted</source>
        <translation>%1 Antwort, die %2 zählte</translation>
    </message>
    <message>
        <source>%1 answer as failed under high load</source>
        <translation>%1 Antwort unter hoher Last als durchgefallen</translation>
    </message>
    <message>
        <source>%1 answer as failed</source>
        <translation>%1 Antwort als durchgefallen</translation>
    </message>
    <message>
        <source>%1 answer under high load</source>
        <translation>%1 Antwort unter hoher Last</translation>
    </message>
    <message>
        <source>The %1, of %2 in all, as known when it was raised at %3.</source>
        <translation>Die %1, von %2 insgesamt, wie bekannt beim Auslösen um %3.</translation>
    </message>
    <message>
        <source>The %1, as known when it was raised at %2.</source>
        <translation>Die %1, wie bekannt beim Auslösen um %2.</translation>
    </message>
    <message>
        <source>%1; %2 was removed by retention.</source>
        <translation>%1; %2 wurde durch die Aufbewahrung entfernt.</translation>
    </message>
    <message>
        <source>%1; %2 were removed by retention.</source>
        <translation>%1; %2 wurden durch die Aufbewahrung entfernt.</translation>
    </message>
    <message>
        <source>%1; %2 is not in this recording.</source>
        <translation>%1; %2 ist nicht in dieser Aufzeichnung.</translation>
    </message>
    <message>
        <source>%1; %2 are not in this recording.</source>
        <translation>%1; %2 sind nicht in dieser Aufzeichnung.</translation>
    </message>
    <message>
        <source>%1 of the %2, of %3 in all, as known when it was raised at %4</source>
        <translation>%1 der %2, von %3 insgesamt, wie bekannt beim Auslösen um %4</translation>
    </message>
    <message>
        <source>%1 of the %2, as known when it was raised at %3</source>
        <translation>%1 der %2, wie bekannt beim Auslösen um %3</translation>
    </message>
    <message>
        <source>%1 counted %2</source>
        <translation>%1 zählte %2</translation>
    </message>
    <message>
        <source>As many were known when it was raised at %1; whether they are the same ones is not recorded.</source>
        <translation>So viele waren beim Auslösen um %1 bekannt; ob es dieselben sind, ist nicht aufgezeichnet.</translation>
    </message>
    <message>
        <source>All are shown.</source>
        <translation>Alle sind gezeigt.</translation>
    </message>
    <message>
        <source>Which of these %1 they were is not recorded; all are shown, as known when it was raised at %2.</source>
        <translation>Welche dieser %1 es waren, ist nicht aufgezeichnet; alle sind gezeigt, wie bekannt beim Auslösen um %2.</translation>
    </message>
    <message>
        <source>%1 says how answers are, not that any is wrong: no single answer raised it.</source>
        <translation>%1 sagt, wie Antworten sind, nicht dass eine falsch wäre: Keine einzelne Antwort hat ihn ausgelöst.</translation>
    </message>
    <message>
        <source>Suspects since its onset are shown.</source>
        <translation>Verdachtsfälle seit seinem Beginn sind gezeigt.</translation>
    </message>
    <message>
        <source>None of the %1 is left: retention removed them.</source>
        <translation>Von den %1 ist keine mehr da: Die Aufbewahrung hat sie entfernt.</translation>
    </message>
    <message>
        <source>Its counts are kept; suspects since its onset are shown.</source>
        <translation>Seine Zahlen sind behalten; Verdachtsfälle seit seinem Beginn sind gezeigt.</translation>
    </message>
    <message>
        <source>Which answers %1 counted cannot be told: this recording holds no result of %2 on single answers then.</source>
        <translation>Welche Antworten %1 zählte, lässt sich nicht sagen: Diese Aufzeichnung enthält aus der Zeit kein Ergebnis von %2 zu einzelnen Antworten.</translation>
    </message>
    <message>
        <source>there is no entry</source>
        <translation>es gibt keinen Eintrag</translation>
    </message>
    <message>
        <source>it holds an empty value</source>
        <translation>es hält einen leeren Wert</translation>
    </message>
    <message>
        <source>%1 (version %2)</source>
        <translation>%1 (Version %2)</translation>
    </message>
    <message>
        <source>it stands at &quot;%1&quot;</source>
        <translation>es steht auf „%1“</translation>
    </message>
    <message>
        <source>it stands at %1</source>
        <translation>es steht auf: %1</translation>
    </message>
    <message>
        <source>it stands there</source>
        <translation>es steht dort</translation>
    </message>
    <message>
        <source>no entry</source>
        <translation>kein Eintrag</translation>
    </message>
    <message>
        <source>an empty value</source>
        <translation>ein leerer Wert</translation>
    </message>
    <message>
        <source>without an entry</source>
        <translation>ohne Eintrag</translation>
    </message>
    <message>
        <source>at an empty value</source>
        <translation>auf einem leeren Wert</translation>
    </message>
    <message>
        <source>at &quot;%1&quot;</source>
        <translation>auf „%1“</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>Adapter</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>instrumentation</source>
        <translation>Instrumentierung</translation>
    </message>
    <message>
        <source>Cancelled before anything was sent.</source>
        <translation>Abgebrochen, bevor etwas gesendet wurde.</translation>
    </message>
    <message>
        <source>sent to %1</source>
        <translation>gesendet an %1</translation>
    </message>
    <message>
        <source>the state changed since the plan was made</source>
        <translation>der Zustand hat sich seit dem Plan geändert</translation>
    </message>
    <message>
        <source>not sent: %1</source>
        <translation>nicht gesendet: %1</translation>
    </message>
    <message>
        <source>%1 is another than the plan was made with</source>
        <translation>%1 ist anders als beim Plan</translation>
    </message>
    <message>
        <source>%1 was &quot;%2&quot; and is &quot;%3&quot;</source>
        <translation>%1 war „%2“ und ist „%3“</translation>
    </message>
    <message>
        <source>Somebody else changed it since the plan was made: %1. Before, %2. Nothing was written.</source>
        <translation>Jemand anderes hat es seit dem Plan geändert: %1. Zuvor: %2. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Somebody else changed it since the plan was made: %1. Nothing was sent.</source>
        <translation>Jemand anderes hat es seit dem Plan geändert: %1. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>Somebody else changed it since the plan was made. Nothing was written.</source>
        <translation>Jemand anderes hat es seit dem Plan geändert. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>Step %1 could not be made: %2</source>
        <translation>Schritt %1 ließ sich nicht bilden: %2</translation>
    </message>
    <message>
        <source>Nothing was sent to %1: %2.</source>
        <translation>Nichts wurde an %1 gesendet: %2.</translation>
    </message>
    <message>
        <source>No reply came (%1)</source>
        <translation>Es kam keine Antwort (%1)</translation>
    </message>
    <message>
        <source>no reply came (%1)</source>
        <translation>es kam keine Antwort (%1)</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>Schritt %1: %2</translation>
    </message>
    <message>
        <source>it was not accepted, HTTP %1, and the step before it was</source>
        <translation>er wurde nicht angenommen, HTTP %1, der Schritt davor aber schon</translation>
    </message>
    <message>
        <source>The reply, HTTP %1, does not say whether it was done</source>
        <translation>Die Antwort, HTTP %1, sagt nicht, ob es getan wurde</translation>
    </message>
    <message>
        <source>nothing had to be sent</source>
        <translation>es musste nichts gesendet werden</translation>
    </message>
    <message>
        <source>It stood there when the plan was made, and somebody has changed it since: %1. Nothing was sent.</source>
        <translation>Es stand dort, als der Plan gemacht wurde, und jemand hat es seither geändert: %1. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>It stood there, and somebody has changed it since. Nothing was sent.</source>
        <translation>Es stand dort, und jemand hat es seither geändert. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>somebody has changed it since</source>
        <translation>jemand hat es seither geändert</translation>
    </message>
    <message>
        <source>It stands there already, %1, but it is not served: %2. Nothing was sent: what keeps it from being served is elsewhere.</source>
        <translation>Es steht dort schon, %1, wird aber nicht ausgeliefert: %2. Nichts wurde gesendet: Was das verhindert, liegt woanders.</translation>
    </message>
    <message>
        <source>It stands there already: %1. Nothing was sent.</source>
        <translation>Es steht dort schon: %1. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>It stands there already. Nothing was sent.</source>
        <translation>Es steht dort schon. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>It stands there, but it is not served: %1. Nothing was sent.</source>
        <translation>Es steht dort, wird aber nicht ausgeliefert: %1. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>a conflict, and it stands there</source>
        <translation>ein Konflikt, und es steht dort</translation>
    </message>
    <message>
        <source>The control plane called it a conflict, and it stands where it was to go: %1. Whether another write put it there, or this one, sent twice on its way, cannot be told. It was sent once from here.</source>
        <translation>Die Steuerungsebene nannte es einen Konflikt, und es steht dort, wohin es sollte: %1. Ob ein anderer Schreibvorgang es dorthin brachte oder dieser, unterwegs zweimal gesendet, lässt sich nicht sagen. Von hier wurde es einmal gesendet.</translation>
    </message>
    <message>
        <source>the state is not the one the plan was made from</source>
        <translation>der Zustand ist nicht der, aus dem der Plan gemacht wurde</translation>
    </message>
    <message>
        <source>The control plane called it a conflict, and it stands as before: %1. Nothing was written.</source>
        <translation>Die Steuerungsebene nannte es einen Konflikt, und es steht wie zuvor: %1. Nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>accepted as version %1</source>
        <translation>angenommen als Version %1</translation>
    </message>
    <message>
        <source>The control plane shows it, %1, but what it began is still under way: %2. It was sent once and is not sent again.</source>
        <translation>Die Steuerungsebene zeigt es, %1, aber was damit begann, läuft noch: %2. Es wurde einmal gesendet und wird nicht wieder gesendet.</translation>
    </message>
    <message>
        <source>The control plane shows it, %1, but it is not served: %2. It was sent once and is not sent again.</source>
        <translation>Die Steuerungsebene zeigt es, %1, aber es wird nicht ausgeliefert: %2. Es wurde einmal gesendet und wird nicht wieder gesendet.</translation>
    </message>
    <message>
        <source>Done and %1.</source>
        <translation>Getan und %1.</translation>
    </message>
    <message>
        <source>overwritten since: %1</source>
        <translation>seither überschrieben: %1</translation>
    </message>
    <message>
        <source>It was accepted, but somebody has overwritten it since: %1.</source>
        <translation>Es wurde angenommen, aber seither hat es jemand überschrieben: %1.</translation>
    </message>
    <message>
        <source>Not yet visible: %1; still under way: %2. It was not sent again.</source>
        <translation>Noch nicht zu sehen: %1; läuft noch: %2. Es wurde nicht wieder gesendet.</translation>
    </message>
    <message>
        <source>Not yet visible: %1. It was not sent again.</source>
        <translation>Noch nicht zu sehen: %1. Es wurde nicht wieder gesendet.</translation>
    </message>
    <message>
        <source>read back shows it in effect: %1. Whether this write or another put it there cannot be told. It was sent once.</source>
        <translation>zurückgelesen ist es wirksam: %1. Ob dieser Schreibvorgang oder ein anderer es dorthin brachte, lässt sich nicht sagen. Es wurde einmal gesendet.</translation>
    </message>
    <message>
        <source>it cannot be read back: %1</source>
        <translation>es lässt sich nicht zurücklesen: %1</translation>
    </message>
    <message>
        <source>%1, and %2 It was sent once and is not sent again: read it later.</source>
        <translation>%1, und %2 Es wurde einmal gesendet und wird nicht wieder gesendet: später lesen.</translation>
    </message>
    <message>
        <source>%1, but a write that is still under way may yet land.</source>
        <translation>%1, aber ein Schreibvorgang, der noch läuft, kann noch ankommen.</translation>
    </message>
    <message>
        <source>HTTP %1, a redirect to &quot;%2&quot;, which is never followed for a write</source>
        <translation>HTTP %1, eine Umleitung nach „%2“, der beim Schreiben nie gefolgt wird</translation>
    </message>
    <message>
        <source>%1. Read back: it stands as before.</source>
        <translation>%1. Zurückgelesen: es steht wie zuvor.</translation>
    </message>
    <message>
        <source>%1. It could not be read back: %2</source>
        <translation>%1. Es ließ sich nicht zurücklesen: %2</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>abgelehnt: %1</translation>
    </message>
    <message>
        <source>The control plane refused it: %1</source>
        <translation>Die Steuerungsebene lehnte es ab: %1</translation>
    </message>
    <message>
        <source>begun, and failed: %1</source>
        <translation>begonnen und fehlgeschlagen: %1</translation>
    </message>
    <message>
        <source>The control plane began it, and it failed: %1</source>
        <translation>Die Steuerungsebene begann es, und es schlug fehl: %1</translation>
    </message>
    <message>
        <source>it was begun, and failed: %1</source>
        <translation>es wurde begonnen und schlug fehl: %1</translation>
    </message>
    <message>
        <source>it is still under way: %1</source>
        <translation>es läuft noch: %1</translation>
    </message>
    <message>
        <source>it cannot be asked: %1</source>
        <translation>es lässt sich nicht fragen: %1</translation>
    </message>
    <message>
        <source>What was about to be done could not be recorded, so it was not done: %1</source>
        <translation>Was getan werden sollte, ließ sich nicht aufzeichnen und wurde darum nicht getan: %1</translation>
    </message>
    <message>
        <source>%1, as it was read at %2; since then it could not be read (%3)</source>
        <translation>%1, wie um %2 gelesen; seither ließ es sich nicht lesen (%3)</translation>
    </message>
    <message>
        <source>%1; %2 more changes were made meanwhile, by somebody else</source>
        <translation>%1; inzwischen gab es %2 weitere Änderungen, von jemand anderem</translation>
    </message>
    <message>
        <source>%1; this write was version %2, so somebody wrote it again</source>
        <translation>%1; dieser Schreibvorgang war Version %2, also hat jemand es noch einmal geschrieben</translation>
    </message>
    <message>
        <source>%1, which is this write</source>
        <translation>%1, was dieser Schreibvorgang ist</translation>
    </message>
    <message>
        <source>%1, which is neither the state before nor the wanted one</source>
        <translation>%1, was weder der Zustand davor noch der gewollte ist</translation>
    </message>
    <message>
        <source>%1, and served</source>
        <translation>%1, und ausgeliefert</translation>
    </message>
    <message>
        <source>%1, and it is served</source>
        <translation>%1, und wird ausgeliefert</translation>
    </message>
    <message>
        <source>%1, but not served: %2</source>
        <translation>%1, aber nicht ausgeliefert: %2</translation>
    </message>
    <message>
        <source>%1, but it is not served: %2</source>
        <translation>%1, wird aber nicht ausgeliefert: %2</translation>
    </message>
    <message>
        <source>%1, but still under way: %2</source>
        <translation>%1, läuft aber noch: %2</translation>
    </message>
    <message>
        <source>%1, and it has moved</source>
        <translation>%1, und es hat sich bewegt</translation>
    </message>
    <message>
        <source>%1, and %2 left alone</source>
        <translation>%1, und %2 in Ruhe gelassen</translation>
    </message>
    <message>
        <source>%1 as before</source>
        <translation>%1 wie zuvor</translation>
    </message>
    <message>
        <source>accepted, but %1 still</source>
        <translation>angenommen, aber weiterhin: %1</translation>
    </message>
    <message>
        <source>read back: %1</source>
        <translation>zurückgelesen: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a value of %2; it takes: %3.</source>
        <translation>„%1“ ist kein Wert von %2; erlaubt: %3.</translation>
    </message>
    <message>
        <source>The value of %1 must be 1 to 4096 bytes of UTF-8 text without control characters.</source>
        <translation>Der Wert von %1 muss 1 bis 4096 Bytes UTF-8-Text ohne Steuerzeichen sein.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a value of %2; it must look like %3: &quot;%4&quot;, as it is read back.</source>
        <translation>„%1“ ist kein Wert von %2; er muss aussehen wie %3: „%4“, wie er zurückgelesen wird.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a value of %2; it must look like %3.</source>
        <translation>„%1“ ist kein Wert von %2; er muss aussehen wie %3.</translation>
    </message>
    <message>
        <source>It is no replica of the profile any more.</source>
        <translation>Es ist kein Replikat des Profils mehr.</translation>
    </message>
    <message>
        <source>How it stood before is not known: %1.</source>
        <translation>Wie es zuvor stand, ist nicht bekannt: %1.</translation>
    </message>
    <message>
        <source>nothing is recorded of it</source>
        <translation>davon ist nichts aufgezeichnet</translation>
    </message>
    <message>
        <source>It stood at &quot;%1&quot; before, %2. Nothing was sent: undo it with the profile that it was fired with, or have what was recorded written with &apos;plumbline lever undo --as-recorded&apos;.</source>
        <translation>Zuvor stand es auf „%1“, %2. Nichts wurde gesendet: Nehmen Sie es mit dem Profil zurück, mit dem es ausgelöst wurde, oder lassen Sie mit &apos;plumbline lever undo --as-recorded&apos; schreiben, was aufgezeichnet wurde.</translation>
    </message>
    <message>
        <source>held as &quot;%1&quot;, and the profile %2 calls that &quot;%3&quot; today</source>
        <translation>gehalten als „%1“, und das Profil %2 nennt das heute „%3“</translation>
    </message>
    <message>
        <source>held as &quot;%1&quot;, and the profile %2 knows no such value today</source>
        <translation>gehalten als „%1“, und das Profil %2 kennt heute keinen solchen Wert</translation>
    </message>
    <message>
        <source>without an entry, and the profile %1 calls that &quot;%2&quot; today</source>
        <translation>ohne Eintrag, und das Profil %1 nennt das heute „%2“</translation>
    </message>
    <message>
        <source>How %1 stood before is not known: nothing is recorded of it. Nothing was sent: name only the replicas of then in the profile %2 to put those back, and see to the others by themselves.</source>
        <translation>Wie %1 zuvor stand, ist nicht bekannt: davon ist nichts aufgezeichnet. Nichts wurde gesendet: Nennen Sie im Profil %2 nur die Replikate von damals, um diese zurückzustellen, und kümmern Sie sich um die anderen einzeln.</translation>
    </message>
    <message>
        <source>There was no entry before, and the profile %1 does not say how to take one away.</source>
        <translation>Zuvor gab es keinen Eintrag, und das Profil %1 sagt nicht, wie einer weggenommen wird.</translation>
    </message>
    <message>
        <source>Nothing was sent: it was left out when the plan was made. %1</source>
        <translation>Nichts wurde gesendet: Es wurde beim Plan ausgelassen. %1</translation>
    </message>
    <message>
        <source>%1 does not let us read it: %2. %3</source>
        <translation>%1 lässt uns nicht lesen: %2. %3</translation>
    </message>
    <message>
        <source>No secret was sent.</source>
        <translation>Kein Geheimnis wurde gesendet.</translation>
    </message>
    <message>
        <source>The secret came from %1.</source>
        <translation>Das Geheimnis kam von %1.</translation>
    </message>
    <message>
        <source>%1 answered nonsense: %2.</source>
        <translation>%1 antwortete Unsinn: %2.</translation>
    </message>
    <message>
        <source>the body is not JSON</source>
        <translation>der Inhalt ist kein JSON</translation>
    </message>
    <message>
        <source>the reply is not what the profile expects</source>
        <translation>die Antwort ist nicht, was das Profil erwartet</translation>
    </message>
    <message>
        <source>it has no value or no version</source>
        <translation>sie hat keinen Wert oder keine Version</translation>
    </message>
    <message>
        <source>it does not tell %1</source>
        <translation>sie nennt %1 nicht</translation>
    </message>
    <message>
        <source>the reply to &quot;%1&quot; is not what the profile expects</source>
        <translation>die Antwort auf „%1“ ist nicht, was das Profil erwartet</translation>
    </message>
    <message>
        <source>%1 could not be read: %2.</source>
        <translation>%1 ließ sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>There is no lever &quot;%1&quot; in %2; it has: %3.</source>
        <translation>In %2 gibt es keinen Hebel „%1“; es hat: %3.</translation>
    </message>
    <message>
        <source>The profile %1 has no parameter &quot;%2&quot;.</source>
        <translation>Das Profil %1 hat keinen Parameter „%2“.</translation>
    </message>
    <message>
        <source>%1, and does not say it</source>
        <translation>%1, und sagt es nicht</translation>
    </message>
    <message>
        <source>%1, %2 of %3 looks in a row</source>
        <translation>%1, %2 von %3 Blicken nacheinander</translation>
    </message>
    <message>
        <source>It could not be asked: %1</source>
        <translation>Es ließ sich nicht fragen: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is empty, and makes a trial of it.</source>
        <translation>„%1“ ist leer und macht daraus einen Versuch.</translation>
    </message>
    <message>
        <source>with these parameters it would be the write itself.</source>
        <translation>mit diesen Parametern wäre es der Schreibvorgang selbst.</translation>
    </message>
    <message>
        <source>no time was left for it.</source>
        <translation>dafür blieb keine Zeit.</translation>
    </message>
    <message>
        <source>No answer: %1</source>
        <translation>Keine Antwort: %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>step %1: %2</source>
        <translation>Schritt %1: %2</translation>
    </message>
    <message>
        <source>The entry is taken away, as there was none before.</source>
        <translation>Der Eintrag wird weggenommen, da es zuvor keinen gab.</translation>
    </message>
    <message>
        <source>Puts back an empty value.</source>
        <translation>Stellt einen leeren Wert zurück.</translation>
    </message>
    <message>
        <source>Puts back &quot;%1&quot;.</source>
        <translation>Stellt „%1“ zurück.</translation>
    </message>
    <message>
        <source>%1 No longer so: %2</source>
        <translation>%1 Nicht mehr so: %2</translation>
    </message>
    <message>
        <source>Somebody else has changed it since it was fired: it now stands %1, and what was written was %2 (version %3). Nothing was sent: an undo takes back what was written from here, and nothing else. To set it all the same, fire it as a new step.</source>
        <translation>Jemand anderes hat es seit dem Auslösen geändert: Es steht nun %1, und geschrieben wurde: %2 (Version %3). Nichts wurde gesendet: Eine Rücknahme nimmt zurück, was von hier geschrieben wurde, und nichts anderes. Um es trotzdem zu setzen, lösen Sie es als neuen Schritt aus.</translation>
    </message>
    <message>
        <source>Somebody else has changed it since it was fired: it now stands %1, and what was written was %2. Nothing was sent: an undo takes back what was written from here, and nothing else. To set it all the same, fire it as a new step.</source>
        <translation>Jemand anderes hat es seit dem Auslösen geändert: Es steht nun %1, und geschrieben wurde: %2. Nichts wurde gesendet: Eine Rücknahme nimmt zurück, was von hier geschrieben wurde, und nichts anderes. Um es trotzdem zu setzen, lösen Sie es als neuen Schritt aus.</translation>
    </message>
    <message>
        <source>There is nothing to take back on any of %1 machines. Nothing was sent.</source>
        <translation>Auf keiner von %1 Maschinen ist etwas zurückzunehmen. Nichts wurde gesendet.</translation>
    </message>
    <message>
        <source>our write was called a conflict there, and it stands where that was to go: whose it is cannot be told.</source>
        <translation>unser Schreibvorgang wurde dort ein Konflikt genannt, und es steht, wohin er sollte: wessen Werk es ist, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>our write was refused there, because it had been changed before it came; it stands %1.</source>
        <translation>unser Schreibvorgang wurde dort abgelehnt, weil es zuvor geändert worden war; es steht %1.</translation>
    </message>
    <message>
        <source>our write was refused there.</source>
        <translation>unser Schreibvorgang wurde dort abgelehnt.</translation>
    </message>
    <message>
        <source>nothing was sent there.</source>
        <translation>dorthin wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>what we wrote there cannot be taken back: %1</source>
        <translation>was wir dort schrieben, lässt sich nicht zurücknehmen: %1</translation>
    </message>
    <message>
        <source>our write there may yet land; it stands as before.</source>
        <translation>unser Schreibvorgang kann dort noch ankommen; es steht wie zuvor.</translation>
    </message>
    <message>
        <source>somebody else has changed it since it was fired: it stands %1.</source>
        <translation>jemand anderes hat es seit dem Auslösen geändert: es steht %1.</translation>
    </message>
    <message>
        <source>%1, is open: it was accepted and was not seen in effect, and may yet be.</source>
        <translation>%1, ist offen: er wurde angenommen und nicht wirksam gesehen und kann es noch werden.</translation>
    </message>
    <message>
        <source>%1, is open: it was sent, nobody knows what became of it, and it may yet land.</source>
        <translation>%1, ist offen: er wurde gesendet, niemand weiß, was daraus wurde, und er kann noch ankommen.</translation>
    </message>
    <message>
        <source>The write of %1 to %2 by %3, %4</source>
        <translation>Der Schreibvorgang von %1 auf %2 durch %3, %4</translation>
    </message>
    <message>
        <source>The write of %1 to %2 by %3</source>
        <translation>Der Schreibvorgang von %1 auf %2 durch %3</translation>
    </message>
    <message>
        <source>The write of %1 to %2, %3</source>
        <translation>Der Schreibvorgang von %1 auf %2, %3</translation>
    </message>
    <message>
        <source>The write of %1 to %2</source>
        <translation>Der Schreibvorgang von %1 auf %2</translation>
    </message>
    <message>
        <source>It was moved at %1, and this is %2, where nothing shows that it is the same control plane: what stood there is not written here. Nothing was sent: undo it with --base-url %3.</source>
        <translation>Bewegt wurde es bei %1, und dies ist %2, wo nichts zeigt, dass es dieselbe Steuerungsebene ist: Was dort stand, wird hier nicht geschrieben. Nichts wurde gesendet: Nehmen Sie es mit --base-url %3 zurück.</translation>
    </message>
    <message>
        <source>Who set it is not in the recording.</source>
        <translation>Wer es gesetzt hat, steht nicht in der Aufzeichnung.</translation>
    </message>
    <message>
        <source>%1 set it, %2, as the recording tells.</source>
        <translation>%1 hat es gesetzt, %2, wie die Aufzeichnung sagt.</translation>
    </message>
    <message>
        <source>%1; the write never landed or was overwritten since, and cannot land any more: the version that it was for is gone</source>
        <translation>%1; der Schreibvorgang kam nie an oder wurde seither überschrieben und kann nicht mehr ankommen: die Version, für die er war, ist fort</translation>
    </message>
    <message>
        <source>read later: it stands at &quot;%1&quot;</source>
        <translation>später gelesen: es steht auf „%1“</translation>
    </message>
    <message>
        <source>read later: it stands at %1</source>
        <translation>später gelesen: es steht auf: %1</translation>
    </message>
    <message>
        <source>set aside: %1</source>
        <translation>beiseitegelegt: %1</translation>
    </message>
    <message>
        <source>In effect on %1 of %2.</source>
        <translation>Wirksam auf %1 von %2.</translation>
    </message>
    <message>
        <source>nothing had to be sent to the other %1</source>
        <translation>an die anderen %1 musste nichts gesendet werden</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Left alone, %1: %2</source>
        <translation>In Ruhe gelassen, %1: %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>cannot be reached: an earlier rung failed</source>
        <translation>nicht erreichbar: eine frühere Sprosse schlug fehl</translation>
    </message>
    <message>
        <source>told by the control plane alone: %1</source>
        <translation>nur von der Steuerungsebene gemeldet: %1</translation>
    </message>
    <message>
        <source>the control plane shows it; %1</source>
        <translation>die Steuerungsebene zeigt es; %1</translation>
    </message>
    <message>
        <source>nothing of an answer shows this lever</source>
        <translation>nichts an einer Antwort zeigt diesen Hebel</translation>
    </message>
    <message>
        <source>no answers of %1 are recorded</source>
        <translation>keine Antworten von %1 sind aufgezeichnet</translation>
    </message>
    <message>
        <source>no new answer yet</source>
        <translation>noch keine neue Antwort</translation>
    </message>
    <message>
        <source>new answers were not looked at</source>
        <translation>neue Antworten wurden nicht betrachtet</translation>
    </message>
    <message>
        <source>new answers could not be read: %1</source>
        <translation>neue Antworten ließen sich nicht lesen: %1</translation>
    </message>
    <message>
        <source>%1 new answer names only %2, not which snapshot of it</source>
        <translation>%1 neue Antwort nennt nur %2, nicht welchen Stand davon</translation>
    </message>
    <message>
        <source>%1 new answers name only %2, not which snapshot of it</source>
        <translation>%1 neue Antworten nennen nur %2, nicht welchen Stand davon</translation>
    </message>
    <message>
        <source>none of %1 new answers names its %2</source>
        <translation>keine von %1 neuen Antworten nennt dies: %2</translation>
    </message>
    <message>
        <source>%1 new answer without the %2 named</source>
        <translation>%1 neue Antwort, die dies nicht nennt: %2</translation>
    </message>
    <message>
        <source>%1 new answers without the %2 named</source>
        <translation>%1 neue Antworten, die dies nicht nennen: %2</translation>
    </message>
    <message>
        <source>%1; those before were by it, too, so they do not show what this write did</source>
        <translation>%1; die davor waren auch davon und zeigen darum nicht, was dieser Schreibvorgang bewirkte</translation>
    </message>
    <message>
        <source>seen in the newest %1 of %2 new answers, as %3</source>
        <translation>in den neuesten %1 von %2 neuen Antworten gesehen, als %3</translation>
    </message>
    <message>
        <source>seen in the newest %1 of %2 new answers</source>
        <translation>in den neuesten %1 von %2 neuen Antworten gesehen</translation>
    </message>
    <message>
        <source>%1 new answer by %2, %3 are asked for</source>
        <translation>%1 neue Antwort von %2, verlangt sind %3</translation>
    </message>
    <message>
        <source>%1 new answers by %2, %3 are asked for</source>
        <translation>%1 neue Antworten von %2, verlangt sind %3</translation>
    </message>
    <message>
        <source>%1 new answer, none yet by %2 but by %3</source>
        <translation>%1 neue Antwort, noch keine von %2, sondern von %3</translation>
    </message>
    <message>
        <source>%1 new answers, none yet by %2 but by %3</source>
        <translation>%1 neue Antworten, noch keine von %2, sondern von %3</translation>
    </message>
    <message>
        <source>%1 of %2 new answers still by %3</source>
        <translation>%1 von %2 neuen Antworten noch von %3</translation>
    </message>
    <message>
        <source>%1 and others</source>
        <translation>%1 und anderen</translation>
    </message>
    <message>
        <source>not seen in new answers before the wait was broken off: %1</source>
        <translation>vor dem Abbruch des Wartens in neuen Antworten nicht gesehen: %1</translation>
    </message>
    <message>
        <source>not seen in new answers within %1 s: %2</source>
        <translation>in %1 s in neuen Antworten nicht gesehen: %2</translation>
    </message>
    <message>
        <source>Not seen in new answers: %1.</source>
        <translation>In neuen Antworten nicht gesehen: %1.</translation>
    </message>
    <message>
        <source>unknown, to be read back, not to be fired again</source>
        <translation>unbekannt, zurückzulesen, nicht wieder auszulösen</translation>
    </message>
    <message>
        <source>unknown, set aside</source>
        <translation>unbekannt, beiseitegelegt</translation>
    </message>
    <message>
        <source>%1, nothing was sent</source>
        <translation>%1, nichts wurde gesendet</translation>
    </message>
    <message>
        <source>%1, it stood there and nothing had to be sent</source>
        <translation>%1, es stand dort und nichts musste gesendet werden</translation>
    </message>
    <message>
        <source>%1, and in effect when it was read later</source>
        <translation>%1, und wirksam, als es später gelesen wurde</translation>
    </message>
    <message>
        <source>%1, and without effect when it was read later</source>
        <translation>%1, und ohne Wirkung, als es später gelesen wurde</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht gemeldet</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>not yet visible</source>
        <translation>noch nicht zu sehen</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1 &apos;plumbline lever undo&apos; does not know of it: %2</source>
        <translation>%1 &apos;plumbline lever undo&apos; weiß davon nichts: %2</translation>
    </message>
    <message>
        <source>%1, but %2</source>
        <translation>%1, aber %2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>in effect</source>
        <translation>wirksam</translation>
    </message>
    <message>
        <source>recovered</source>
        <translation>erholt</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>void</source>
        <translation>hinfällig</translation>
    </message>
    <message>
        <source>%1 can be read again: %2</source>
        <translation>%1 lässt sich wieder lesen: %2</translation>
    </message>
    <message>
        <source>%1 may not be read: how it stands is unknown</source>
        <translation>%1 darf nicht gelesen werden: wie es steht, ist unbekannt</translation>
    </message>
    <message>
        <source>%1 cannot be read: how it stands is unknown</source>
        <translation>%1 lässt sich nicht lesen: wie es steht, ist unbekannt</translation>
    </message>
    <message>
        <source>The control plane can be reached again</source>
        <translation>Die Steuerungsebene ist wieder erreichbar</translation>
    </message>
    <message>
        <source>The control plane cannot be reached: how the levers stand is unknown</source>
        <translation>Die Steuerungsebene ist nicht erreichbar: wie die Hebel stehen, ist unbekannt</translation>
    </message>
    <message>
        <source>Levers as found: %1</source>
        <translation>Hebel, wie sie standen: %1</translation>
    </message>
    <message>
        <source>%1 was moved by %2, as told by the room (entry %3)</source>
        <translation>%1 wurde von %2 bewegt, wie der Raum sagt (Eintrag %3)</translation>
    </message>
    <message>
        <source>put back to %1</source>
        <translation>zurückgestellt auf %1</translation>
    </message>
    <message>
        <source>%1 is back, n = %2; by what cannot be told, the value was served before, too</source>
        <translation>%1 ist zurück, n = %2; wodurch, lässt sich nicht sagen, der Wert diente auch zuvor</translation>
    </message>
    <message>
        <source>%1 is back, n = %2</source>
        <translation>%1 ist zurück, n = %2</translation>
    </message>
    <message>
        <source>not recovered within %1: %2</source>
        <translation>nicht erholt binnen %1: %2</translation>
    </message>
    <message>
        <source>not known to have recovered within %1: %2</source>
        <translation>nicht bekannt, ob erholt, binnen %1: %2</translation>
    </message>
    <message>
        <source>nothing was measured</source>
        <translation>nichts wurde gemessen</translation>
    </message>
    <message>
        <source>%1: no answers came since it took effect</source>
        <translation>%1: keine Antworten gekommen, seit es wirksam wurde</translation>
    </message>
    <message>
        <source>%1: no answers judged since it took effect</source>
        <translation>%1: keine Antworten bewertet, seit es wirksam wurde</translation>
    </message>
    <message>
        <source>no answers came since it took effect</source>
        <translation>keine Antworten gekommen, seit es wirksam wurde</translation>
    </message>
    <message>
        <source>no answers judged since it took effect</source>
        <translation>keine Antworten bewertet, seit es wirksam wurde</translation>
    </message>
    <message>
        <source>%1: share with a wrong time %2, n = %3, has to stay below %4</source>
        <translation>%1: Anteil mit falscher Zeit %2, n = %3, muss unter %4 bleiben</translation>
    </message>
    <message>
        <source>%1: share with a wrong time %2, n = %3</source>
        <translation>%1: Anteil mit falscher Zeit %2, n = %3</translation>
    </message>
    <message>
        <source>share with a wrong time %1, n = %2</source>
        <translation>Anteil mit falscher Zeit %1, n = %2</translation>
    </message>
    <message>
        <source>%1: mean badness %2, n = %3, has to stay below %4</source>
        <translation>%1: mittlerer Fehlergrad %2, n = %3, muss unter %4 bleiben</translation>
    </message>
    <message>
        <source>%1: mean badness %2, n = %3</source>
        <translation>%1: mittlerer Fehlergrad %2, n = %3</translation>
    </message>
    <message>
        <source>mean badness %1, n = %2</source>
        <translation>mittlerer Fehlergrad %1, n = %2</translation>
    </message>
    <message>
        <source>%1: share beyond what was usual %2, n = %3, has to stay below %4</source>
        <translation>%1: Anteil über dem Üblichen %2, n = %3, muss unter %4 bleiben</translation>
    </message>
    <message>
        <source>%1: share beyond what was usual %2, n = %3</source>
        <translation>%1: Anteil über dem Üblichen %2, n = %3</translation>
    </message>
    <message>
        <source>share beyond what was usual %1, n = %2</source>
        <translation>Anteil über dem Üblichen %1, n = %2</translation>
    </message>
    <message>
        <source>%1: failed share %2, n = %3, has to stay below %4</source>
        <translation>%1: Fehleranteil %2, n = %3, muss unter %4 bleiben</translation>
    </message>
    <message>
        <source>%1: failed share %2, n = %3</source>
        <translation>%1: Fehleranteil %2, n = %3</translation>
    </message>
    <message>
        <source>failed share %1, n = %2</source>
        <translation>Fehleranteil %1, n = %2</translation>
    </message>
    <message>
        <source>no answers were seen just before: whether a clock was wrong is not known</source>
        <translation>unmittelbar davor wurden keine Antworten gesehen: ob eine Uhr falsch ging, ist nicht bekannt</translation>
    </message>
    <message>
        <source>too few answers came just before to tell whether a clock was wrong (n = %1, %2 with a wrong time)</source>
        <translation>unmittelbar davor kamen zu wenige Antworten, um zu sagen, ob eine Uhr falsch ging (n = %1, %2 mit falscher Zeit)</translation>
    </message>
    <message>
        <source>none of the %1 answers just before had a wrong time, so nothing here can recover</source>
        <translation>keine der %1 Antworten unmittelbar davor hatte eine falsche Zeit, also kann sich hier nichts erholen</translation>
    </message>
    <message>
        <source>%1 of the %2 answers just before had a wrong time, too few to measure a recovery by</source>
        <translation>%1 der %2 Antworten unmittelbar davor hatten eine falsche Zeit, zu wenige, um daran eine Erholung zu messen</translation>
    </message>
    <message>
        <source>further off than %1 is not seen</source>
        <translation>weiter daneben als %1 wird nicht gesehen</translation>
    </message>
    <message>
        <source>%1, and that they come %2 late is taken for usual</source>
        <translation>%1, und dass sie %2 zu spät kommen, gilt als üblich</translation>
    </message>
    <message>
        <source>no alarm was open for %1, so nothing here can recover; %2</source>
        <translation>für %1 war kein Alarm offen, also kann sich hier nichts erholen; %2</translation>
    </message>
    <message>
        <source>%1. Still failing: %2</source>
        <translation>%1. Noch durchgefallen: %2</translation>
    </message>
    <message>
        <source>the console ended before it was told</source>
        <translation>die Konsole endete, bevor es gemeldet wurde</translation>
    </message>
    <message>
        <source>not followed since the run was taken up again</source>
        <translation>nicht verfolgt, seit der Durchgang wieder aufgenommen wurde</translation>
    </message>
    <message>
        <source>%1 was declined in another window</source>
        <translation>%1 in einem anderen Fenster abgelehnt wurde</translation>
    </message>
    <message>
        <source>%1 was approved in another window</source>
        <translation>%1 in einem anderen Fenster freigegeben wurde</translation>
    </message>
</context>
<context>
    <name>runbooks</name>
    <message>
        <source>An agent calls the same tool again and again</source>
        <translation>Ein Agent ruft immer wieder dasselbe Werkzeug auf</translation>
    </message>
    <message>
        <source>Traces of an agent grow by repeated calls with the same arguments; tokens and time explode, and answers get wrong.</source>
        <translation>Traces eines Agenten wachsen durch wiederholte Aufrufe mit denselben Argumenten; Tokens und Zeit explodieren, und Antworten werden falsch.</translation>
    </message>
    <message>
        <source>the service whose answers went wrong</source>
        <translation>der Dienst, dessen Antworten falsch wurden</translation>
    </message>
    <message>
        <source>An agent that does not see that it has been here before pays for each round, and its answer is drawn from an input that is mostly repetition. Cost is what people notice; wrong answers are what harms.</source>
        <translation>Ein Agent, der nicht sieht, dass er hier schon war, zahlt für jede Runde, und seine Antwort entsteht aus einer Eingabe, die größtenteils Wiederholung ist. Die Kosten fallen auf; die falschen Antworten schaden.</translation>
    </message>
    <message>
        <source>Open a few traces and count calls with the same arguments.</source>
        <translation>Öffnen Sie einige Traces, und zählen Sie die Aufrufe mit denselben Argumenten.</translation>
    </message>
    <message>
        <source>See whether traces repeat the same call</source>
        <translation>Nachsehen, ob Traces denselben Aufruf wiederholen</translation>
    </message>
    <message>
        <source>Traces of today have several calls of one tool with the same arguments; traces of before the onset have one.</source>
        <translation>Traces von heute haben mehrere Aufrufe eines Werkzeugs mit denselben Argumenten; Traces von vor dem Beginn haben einen.</translation>
    </message>
    <message>
        <source>Hold figures and states against what the tool found.</source>
        <translation>Halten Sie Zahlen und Zustände gegen das, was das Werkzeug fand.</translation>
    </message>
    <message>
        <source>Read three suspects and give verdicts</source>
        <translation>Drei Verdachtsfälle lesen und Urteile geben</translation>
    </message>
    <message>
        <source>At least two of three say otherwise than the tool.</source>
        <translation>Mindestens zwei von drei sagen anderes als das Werkzeug.</translation>
    </message>
    <message>
        <source>Two calls of tools are enough for what this agent is asked.</source>
        <translation>Zwei Werkzeugaufrufe genügen für das, was dieser Agent gefragt wird.</translation>
    </message>
    <message>
        <source>Limit {service} to two calls of tools</source>
        <translation>{service} auf zwei Werkzeugaufrufe begrenzen</translation>
    </message>
    <message>
        <source>Whoever needs more than two is in a loop.</source>
        <translation>Wer mehr als zwei braucht, ist in einer Schleife.</translation>
    </message>
    <message>
        <source>Lift the limit.</source>
        <translation>Die Grenze aufheben.</translation>
    </message>
    <message>
        <source>Let answers in flight finish</source>
        <translation>Laufende Antworten zu Ende kommen lassen</translation>
    </message>
    <message>
        <source>no new trace of {service} has more than two calls of tools</source>
        <translation>kein neuer Trace von {service} hat mehr als zwei Werkzeugaufrufe</translation>
    </message>
    <message>
        <source>The model behind the breaker is the one that the agent was tested with.</source>
        <translation>Das Modell hinter dem Breaker ist das, mit dem der Agent getestet wurde.</translation>
    </message>
    <message>
        <source>Trip the breaker of {service}</source>
        <translation>Den Breaker von {service} auslösen</translation>
    </message>
    <message>
        <source>The fallback was tested with the guard in place.</source>
        <translation>Die Ausweichlösung wurde mit der Schranke getestet.</translation>
    </message>
    <message>
        <source>Reset the breaker.</source>
        <translation>Den Breaker zurücksetzen.</translation>
    </message>
    <message>
        <source>Look at traces that began after the limit; those that were under way still end in the old manner.</source>
        <translation>Sehen Sie sich Traces an, die nach der Grenze begannen; die schon liefen, enden noch auf die alte Art.</translation>
    </message>
    <message>
        <source>Verify that new answers are sound</source>
        <translation>Bestätigen, dass neue Antworten in Ordnung sind</translation>
    </message>
    <message>
        <source>The rate is back at its baseline for at least 60 s, and new traces have as many calls as before the onset.</source>
        <translation>Die Rate ist seit mindestens 60 s wieder auf ihrem üblichen Stand, und neue Traces haben so viele Aufrufe wie vor dem Beginn.</translation>
    </message>
    <message>
        <source>The release that lost the guard has to be mended.</source>
        <translation>Das Release, dem die Schranke fehlt, muss in Ordnung gebracht werden.</translation>
    </message>
    <message>
        <source>Tell the owner that the guard is gone</source>
        <translation>Den Verantwortlichen sagen, dass die Schranke fehlt</translation>
    </message>
    <message>
        <source>{service} repeats calls of tools since its last release; its steps are limited. Please put the guard against repetition back before the limit is lifted.</source>
        <translation>{service} wiederholt seit dem letzten Release Werkzeugaufrufe; seine Schritte sind begrenzt. Bitte setzen Sie die Schranke gegen Wiederholung wieder ein, bevor die Grenze aufgehoben wird.</translation>
    </message>
    <message>
        <source>Answers end before they are complete</source>
        <translation>Antworten enden, bevor sie vollständig sind</translation>
    </message>
    <message>
        <source>Answers stop in mid-sentence or leave out what the context held, because output, history or passages are being cut.</source>
        <translation>Antworten hören mitten im Satz auf oder lassen weg, was der Kontext enthielt, weil Ausgabe, Verlauf oder Passagen abgeschnitten werden.</translation>
    </message>
    <message>
        <source>the service whose answers are cut</source>
        <translation>der Dienst, dessen Antworten abgeschnitten werden</translation>
    </message>
    <message>
        <source>the prompt version that was used before the onset</source>
        <translation>die Prompt-Version, die vor dem Beginn benutzt wurde</translation>
    </message>
    <message>
        <source>the model that served before the onset</source>
        <translation>das Modell, das vor dem Beginn diente</translation>
    </message>
    <message>
        <source>A cut answer looks like a good one until its last line. Latency and cost even improve while it lasts, so nobody but the reader complains. Three things can be cut, and they need different hands:</source>
        <translation>Eine abgeschnittene Antwort sieht bis zu ihrer letzten Zeile gut aus. Latenz und Kosten werden dabei sogar besser, darum klagt nur, wer sie liest. Dreierlei kann abgeschnitten werden, und jedes braucht andere Hände:</translation>
    </message>
    <message>
        <source>what is cut</source>
        <translation>was abgeschnitten wird</translation>
    </message>
    <message>
        <source>how it shows</source>
        <translation>wie es sich zeigt</translation>
    </message>
    <message>
        <source>who can help</source>
        <translation>wer helfen kann</translation>
    </message>
    <message>
        <source>the output</source>
        <translation>die Ausgabe</translation>
    </message>
    <message>
        <source>finish reason `length`, output tokens at the limit, no closing mark</source>
        <translation>Endegrund `length`, Ausgabe-Tokens an der Grenze, kein schließendes Zeichen</translation>
    </message>
    <message>
        <source>whoever set the limit: a release, a prompt version, a gateway route</source>
        <translation>wer die Grenze gesetzt hat: ein Release, eine Prompt-Version, eine Route des Gateways</translation>
    </message>
    <message>
        <source>the history</source>
        <translation>der Verlauf</translation>
    </message>
    <message>
        <source>input tokens fall from one turn to the next while messages are added</source>
        <translation>Eingabe-Tokens fallen von einer Runde zur nächsten, während Nachrichten hinzukommen</translation>
    </message>
    <message>
        <source>the service that builds the messages</source>
        <translation>der Dienst, der die Nachrichten zusammenstellt</translation>
    </message>
    <message>
        <source>the passages</source>
        <translation>die Passagen</translation>
    </message>
    <message>
        <source>fewer or shorter passages than before, answers that miss known facts</source>
        <translation>weniger oder kürzere Passagen als zuvor, Antworten, denen bekannte Tatsachen fehlen</translation>
    </message>
    <message>
        <source>the retrieval</source>
        <translation>die Suche</translation>
    </message>
    <message>
        <source>Telemetry can be cut too. If *content state* says that an attribute limit cut the text on its way here, the answer itself was whole: that is not this runbook.</source>
        <translation>Auch Telemetrie kann abgeschnitten werden. Sagt *Inhaltszustand*, dass eine Attributgrenze den Text auf dem Weg hierher abschnitt, war die Antwort selbst ganz: Dann ist dies nicht das Runbook.</translation>
    </message>
    <message>
        <source>See what is being cut, and since when</source>
        <translation>Nachsehen, was abgeschnitten wird und seit wann</translation>
    </message>
    <message>
        <source>The rate of cut answers rose at one point in time and stays up; you know which of the three it is.</source>
        <translation>Die Rate abgeschnittener Antworten stieg zu einem Zeitpunkt und bleibt oben; Sie wissen, welches der drei es ist.</translation>
    </message>
    <message>
        <source>Open one suspect and its context bar. Compare output tokens with the limit, and input tokens with the window.</source>
        <translation>Öffnen Sie einen Verdachtsfall und seinen Kontextbalken. Vergleichen Sie die Ausgabe-Tokens mit der Grenze und die Eingabe-Tokens mit dem Fenster.</translation>
    </message>
    <message>
        <source>Open one cut answer and its context bar</source>
        <translation>Eine abgeschnittene Antwort und ihren Kontextbalken öffnen</translation>
    </message>
    <message>
        <source>Tokens stand at a limit, or passages or turns are missing that earlier traces had.</source>
        <translation>Tokens stehen an einer Grenze, oder es fehlen Passagen oder Runden, die frühere Traces hatten.</translation>
    </message>
    <message>
        <source>Output, history or passages?</source>
        <translation>Ausgabe, Verlauf oder Passagen?</translation>
    </message>
    <message>
        <source>What is being cut?</source>
        <translation>Was wird abgeschnitten?</translation>
    </message>
    <message>
        <source>For the output go on with step 4. For history or passages call the owner of the service first; step 4 still limits the damage, as the fallback route has limits of its own.</source>
        <translation>Für die Ausgabe weiter mit Schritt 4. Für Verlauf oder Passagen rufen Sie erst die Verantwortlichen des Dienstes; Schritt 4 begrenzt den Schaden trotzdem, denn die Ausweichroute hat eigene Grenzen.</translation>
    </message>
    <message>
        <source>The fallback route keeps the prompt and the limits it was tested with.</source>
        <translation>Die Ausweichroute behält den Prompt und die Grenzen, mit denen sie getestet wurde.</translation>
    </message>
    <message>
        <source>Give it a moment: answers that had already begun still end on the old route.</source>
        <translation>Geben Sie ihr einen Moment: Antworten, die schon begonnen hatten, enden noch auf der alten Route.</translation>
    </message>
    <message>
        <source>no new answer of {service} ends at a token limit</source>
        <translation>keine neue Antwort von {service} endet an einer Token-Grenze</translation>
    </message>
    <message>
        <source>Only when a prompt mark stands at the onset: output limits come with the prompt. The pin holds until somebody lifts it.</source>
        <translation>Nur wenn am Beginn eine Prompt-Marke steht: Ausgabegrenzen kommen mit dem Prompt. Der Pin hält, bis ihn jemand aufhebt.</translation>
    </message>
    <message>
        <source>Pin the prompt of {service} to version {last_good_prompt}</source>
        <translation>Den Prompt von {service} auf Version {last_good_prompt} festsetzen</translation>
    </message>
    <message>
        <source>The previous prompt version came with limits that fitted.</source>
        <translation>Die vorige Prompt-Version kam mit Grenzen, die passten.</translation>
    </message>
    <message>
        <source>Pin the version that was pinned before, or clear the pin when there was none.</source>
        <translation>Die Version festsetzen, die zuvor festgesetzt war, oder den Pin aufheben, wenn es keinen gab.</translation>
    </message>
    <message>
        <source>A pin is for everybody. Go on only when a model mark stands at the onset, and the prompt version before it was cut as well.</source>
        <translation>Ein Pin gilt für alle. Gehen Sie nur weiter, wenn am Beginn eine Modell-Marke steht und die Prompt-Version davor ebenfalls abgeschnitten wurde.</translation>
    </message>
    <message>
        <source>Does the onset stand at a model mark?</source>
        <translation>Steht der Beginn an einer Modell-Marke?</translation>
    </message>
    <message>
        <source>Did {service} begin to cut answers when the model changed, whatever the prompt version?</source>
        <translation>Begann {service} Antworten abzuschneiden, als das Modell wechselte, gleich mit welcher Prompt-Version?</translation>
    </message>
    <message>
        <source>Only when a model mark stands at the onset. A new model may count tokens differently or think before it answers, and then run into a limit that fitted the old one.</source>
        <translation>Nur wenn am Beginn eine Modell-Marke steht. Ein neues Modell zählt Tokens vielleicht anders oder denkt, bevor es antwortet, und läuft dann in eine Grenze, die dem alten passte.</translation>
    </message>
    <message>
        <source>Pin {service} to {last_good_model}</source>
        <translation>{service} auf {last_good_model} festsetzen</translation>
    </message>
    <message>
        <source>The previous model fits the limits that are set.</source>
        <translation>Das vorige Modell passt zu den gesetzten Grenzen.</translation>
    </message>
    <message>
        <source>Pin the model that was pinned before, or clear the pin when there was none.</source>
        <translation>Das Modell festsetzen, das zuvor festgesetzt war, oder den Pin aufheben, wenn es keinen gab.</translation>
    </message>
    <message>
        <source>Only answers that began after the last lever count. A cut answer that is evaluated late is no relapse.</source>
        <translation>Nur Antworten zählen, die nach dem letzten Hebel begannen. Eine abgeschnittene Antwort, die spät bewertet wird, ist kein Rückfall.</translation>
    </message>
    <message>
        <source>The rate of cut answers is back at its baseline for at least 60 s, and no new answer of {service} stands at a token limit.</source>
        <translation>Die Rate abgeschnittener Antworten ist seit mindestens 60 s wieder auf ihrem üblichen Stand, und keine neue Antwort von {service} steht an einer Token-Grenze.</translation>
    </message>
    <message>
        <source>Tell the owner which limit has to change</source>
        <translation>Den Verantwortlichen sagen, welche Grenze sich ändern muss</translation>
    </message>
    <message>
        <source>Answers of {service} were cut; callers are on the fallback route. The limit has to be raised in the release or the prompt version before the breaker is reset.</source>
        <translation>Antworten von {service} wurden abgeschnitten; die Aufrufer sind auf der Ausweichroute. Die Grenze muss im Release oder in der Prompt-Version erhöht werden, bevor der Breaker zurückgesetzt wird.</translation>
    </message>
    <message>
        <source>Texts arrive without their end</source>
        <translation>Texte kommen ohne ihr Ende an</translation>
    </message>
    <message>
        <source>Questions, documents or answers in the telemetry end in mid-word, all after as many characters, and nothing speaks against the answers themselves.</source>
        <translation>Fragen, Dokumente oder Antworten in der Telemetrie enden mitten im Wort, alle nach gleich vielen Zeichen, und nichts spricht gegen die Antworten selbst.</translation>
    </message>
    <message>
        <source>the service whose texts are cut</source>
        <translation>der Dienst, dessen Texte abgeschnitten sind</translation>
    </message>
    <message>
        <source>the version of the instrumentation that was used before</source>
        <translation>die Version der Instrumentierung, die zuvor benutzt wurde</translation>
    </message>
    <message>
        <source>Two things look alike from here: a model that was given half of its input, and a console that was told half of it. Token counts tell them apart: the model counts what it was given. Whoever takes one for the other moves a service that is well.</source>
        <translation>Zweierlei sieht von hier gleich aus: ein Modell, das nur die Hälfte seiner Eingabe bekam, und eine Konsole, der nur die Hälfte davon gemeldet wurde. Die Token-Zahlen unterscheiden sie: Das Modell zählt, was es bekam. Wer das eine für das andere nimmt, bewegt einen Dienst, dem nichts fehlt.</translation>
    </message>
    <message>
        <source>Look at a few: the same number of characters, whatever the text is.</source>
        <translation>Sehen Sie sich einige an: gleich viele Zeichen, was auch immer der Text ist.</translation>
    </message>
    <message>
        <source>See whether texts end after the same number of characters</source>
        <translation>Nachsehen, ob Texte nach gleich vielen Zeichen enden</translation>
    </message>
    <message>
        <source>Long texts have one length, short ones are whole; before the onset there was no such length.</source>
        <translation>Lange Texte haben eine Länge, kurze sind ganz; vor dem Beginn gab es keine solche Länge.</translation>
    </message>
    <message>
        <source>Tokens are counted where the model runs.</source>
        <translation>Tokens werden dort gezählt, wo das Modell läuft.</translation>
    </message>
    <message>
        <source>See whether input tokens are as before</source>
        <translation>Nachsehen, ob die Eingabe-Tokens sind wie zuvor</translation>
    </message>
    <message>
        <source>Input tokens are as they were; only the texts here are shorter than they need.</source>
        <translation>Die Eingabe-Tokens sind, wie sie waren; nur die Texte hier sind kürzer, als sie dafür sein müssten.</translation>
    </message>
    <message>
        <source>Answers are not touched by it.</source>
        <translation>Antworten berührt das nicht.</translation>
    </message>
    <message>
        <source>Pin the instrumentation of {service} to {last_good_instrumentation}</source>
        <translation>Die Instrumentierung von {service} auf {last_good_instrumentation} festsetzen</translation>
    </message>
    <message>
        <source>It sent texts whole until the onset.</source>
        <translation>Sie sandte Texte ganz bis zum Beginn.</translation>
    </message>
    <message>
        <source>new answers of {service} come with the whole of their input</source>
        <translation>neue Antworten von {service} kommen mit ihrer ganzen Eingabe</translation>
    </message>
    <message>
        <source>Open a trace that began after the pin: texts reach beyond the length at which they ended before.</source>
        <translation>Öffnen Sie einen Trace, der nach dem Pin begann: Texte reichen über die Länge hinaus, bei der sie zuvor endeten.</translation>
    </message>
    <message>
        <source>New questions, documents and answers end as their authors ended them, and content state no longer says cut.</source>
        <translation>Neue Fragen, Dokumente und Antworten enden, wie ihre Verfasser sie beendeten, und der Inhaltszustand sagt nicht mehr abgeschnitten.</translation>
    </message>
    <message>
        <source>What could not be checked meanwhile was neither right nor wrong.</source>
        <translation>Was inzwischen nicht geprüft werden konnte, war weder richtig noch falsch.</translation>
    </message>
    <message>
        <source>Is the stretch that was cut noted?</source>
        <translation>Ist der abgeschnittene Abschnitt vermerkt?</translation>
    </message>
    <message>
        <source>Did anything speak against answers of the stretch that was cut?</source>
        <translation>Sprach etwas gegen Antworten des abgeschnittenen Abschnitts?</translation>
    </message>
    <message>
        <source>Name the length.</source>
        <translation>Nennen Sie die Länge.</translation>
    </message>
    <message>
        <source>Tell the owner of the instrumentation at which length it cuts</source>
        <translation>Den Verantwortlichen der Instrumentierung sagen, bei welcher Länge sie abschneidet</translation>
    </message>
    <message>
        <source>The newest instrumentation of {service} cuts long attributes; the version before is pinned. Please raise its limit on the length of attribute values before the pin is lifted.</source>
        <translation>Die neueste Instrumentierung von {service} schneidet lange Attribute ab; die Version davor ist festgesetzt. Bitte erhöhen Sie ihre Grenze für die Länge von Attributwerten, bevor der Pin aufgehoben wird.</translation>
    </message>
    <message>
        <source>Answers name functions that do not exist</source>
        <translation>Antworten nennen Funktionen, die es nicht gibt</translation>
    </message>
    <message>
        <source>A service that writes code or commands starts to use names that its reference does not hold, often right after a model or release change.</source>
        <translation>Ein Dienst, der Code oder Befehle schreibt, beginnt Namen zu benutzen, die in seiner Referenz nicht stehen, oft gleich nach einem Wechsel von Modell oder Release.</translation>
    </message>
    <message>
        <source>the model that serves since the onset</source>
        <translation>das Modell, das seit dem Beginn dient</translation>
    </message>
    <message>
        <source>The service is up, fast and fluent, and its own tests may be green because they mock what is being called. What gives it away is the text: function names, parameters or flags that stand in none of the passages the model was given. Every answer that reaches a pipeline or a person may be acted on, so **limit first, explain later**. Tripping the breaker is cheap to undo: callers get the previous model, and nothing is lost.</source>
        <translation>Der Dienst läuft, ist schnell und flüssig, und seine eigenen Tests sind vielleicht grün, weil sie nachahmen, was aufgerufen wird. Verraten wird es durch den Text: Namen von Funktionen, Parametern oder Schaltern, die in keiner der Passagen stehen, die das Modell bekam. Nach jeder Antwort, die eine Pipeline oder einen Menschen erreicht, kann gehandelt werden, darum: **erst begrenzen, später erklären**. Den Breaker auszulösen ist leicht zurückzunehmen: Die Aufrufer bekommen das vorige Modell, und nichts geht verloren.</translation>
    </message>
    <message>
        <source>Stop and call the owner of the service if two steps in a row do not do what they say.</source>
        <translation>Halten Sie an, und rufen Sie die Verantwortlichen des Dienstes, wenn zwei Schritte nacheinander nicht tun, was sie sagen.</translation>
    </message>
    <message>
        <source>Open Health and look at `groundedness` of {service}. A real onset is a step: a calm baseline, then a rise that stays. Compare it with the model and version marks on the same time axis. If the rise begins at a mark, you have a likely cause; if there is no mark, go on all the same.</source>
        <translation>Öffnen Sie „Zustand“, und sehen Sie sich `groundedness` von {service} an. Ein echter Beginn ist eine Stufe: ein ruhiger Stand, dann ein Anstieg, der bleibt. Vergleichen Sie ihn mit den Marken von Modell und Version auf derselben Zeitachse. Beginnt der Anstieg an einer Marke, haben Sie eine wahrscheinliche Ursache; gibt es keine, gehen Sie trotzdem weiter.</translation>
    </message>
    <message>
        <source>Confirm the onset</source>
        <translation>Den Beginn bestätigen</translation>
    </message>
    <message>
        <source>The rate of suspect answers rose within the last minutes and stays up. A model or version mark stands at the onset, or you have noted that there is none.</source>
        <translation>Die Rate verdächtiger Antworten stieg in den letzten Minuten und bleibt oben. Am Beginn steht eine Marke von Modell oder Version, oder Sie haben vermerkt, dass es keine gibt.</translation>
    </message>
    <message>
        <source>Numbers say that something changed; only reading says what. Open the three most suspicious answers of {service} and look for the marked names in the passages beside them. Give each a verdict. Two of three that name things which do not exist are enough.</source>
        <translation>Zahlen sagen, dass sich etwas geändert hat; nur Lesen sagt, was. Öffnen Sie die drei verdächtigsten Antworten von {service}, und suchen Sie die markierten Namen in den Passagen daneben. Geben Sie jeder ein Urteil. Zwei von drei, die nennen, was es nicht gibt, genügen.</translation>
    </message>
    <message>
        <source>At least two of three answers use a name that none of their passages holds.</source>
        <translation>Mindestens zwei von drei Antworten benutzen einen Namen, den keine ihrer Passagen enthält.</translation>
    </message>
    <message>
        <source>If the answers are sound and the passages are what changed (empty, cut, of another product), this is the wrong runbook: the retrieval is at fault, and a model change will not help.</source>
        <translation>Sind die Antworten in Ordnung und haben sich die Passagen geändert (leer, abgeschnitten, von einem anderen Produkt), ist dies das falsche Runbook: Dann liegt es an der Suche, und ein anderes Modell hilft nicht.</translation>
    </message>
    <message>
        <source>With the breaker tripped the gateway serves {service} from its fallback model. Watch the ladder: *sent* and *accepted* only mean that the control plane agreed. *In effect* means that the control plane, read back, holds the new state; which model answers is for the telemetry to say, in the next step. Only *recovered* means that the answers are sound again.</source>
        <translation>Mit ausgelöstem Breaker bedient das Gateway {service} von seinem Ausweichmodell. Beobachten Sie die Leiter: *gesendet* und *angenommen* heißen nur, dass die Steuerungsebene zustimmte. *Wirksam* heißt, dass die Steuerungsebene, zurückgelesen, den neuen Zustand hält; welches Modell antwortet, sagt die Telemetrie im nächsten Schritt. Nur *erholt* heißt, dass die Antworten wieder in Ordnung sind.</translation>
    </message>
    <message>
        <source>Callers get the fallback model at once; the faulty one gets no more traffic.</source>
        <translation>Die Aufrufer bekommen sofort das Ausweichmodell; das fehlerhafte bekommt keinen Verkehr mehr.</translation>
    </message>
    <message>
        <source>Reset the breaker. The alias then serves what it served before.</source>
        <translation>Den Breaker zurücksetzen. Der Alias bedient dann, was er zuvor bediente.</translation>
    </message>
    <message>
        <source>Do not trust the ladder alone. Look at answers that began after the trip: which model served them, and are their names in the passages? Late evaluations of older answers keep coming in for some seconds; they are not a relapse.</source>
        <translation>Trauen Sie nicht der Leiter allein. Sehen Sie sich Antworten an, die nach dem Auslösen begannen: Welches Modell gab sie, und stehen ihre Namen in den Passagen? Späte Bewertungen älterer Antworten kommen noch einige Sekunden lang; sie sind kein Rückfall.</translation>
    </message>
    <message>
        <source>The rate is back at its baseline for at least 60 s, and the serving model is the fallback.</source>
        <translation>Die Rate ist seit mindestens 60 s wieder auf ihrem üblichen Stand, und es antwortet das Ausweichmodell.</translation>
    </message>
    <message>
        <source>If it has not recovered two minutes after the breaker was in effect, the model is not the cause. Reset the breaker, and look for what else changed at the onset: prompt version, retrieval index, adapter.</source>
        <translation>Hat es sich zwei Minuten, nachdem der Breaker wirksam war, nicht erholt, ist das Modell nicht die Ursache. Setzen Sie den Breaker zurück, und suchen Sie, was sich am Beginn noch geändert hat: Prompt-Version, Suchindex, Adapter.</translation>
    </message>
    <message>
        <source>A pin is for everybody, so ask first: what is known, of the model that served before and of the one that serves now. The comparison stops as soon as it is decided, and the pin below waits for it. The questions are those named after {service}, see the README of the probe sets. Where nobody can be asked, break the glass at the pin and say which three sound answers of the previous model from before the onset have to do.</source>
        <translation>Ein Pin gilt für alle, darum fragen Sie erst, was bekannt ist: das Modell, das vor dem Beginn diente, und das, das jetzt dient. Der Vergleich endet, sobald er entschieden ist, und der Pin darunter wartet darauf. Die Fragen sind die, die nach {service} benannt sind, siehe die README der Sondensätze. Wo niemand gefragt werden kann, nutzen Sie am Pin den Notbehelf und sagen, welche drei guten Antworten des vorigen Modells von vor dem Beginn genügen müssen.</translation>
    </message>
    <message>
        <source>Ask {last_good_model} what is known</source>
        <translation>{last_good_model} fragen, was bekannt ist</translation>
    </message>
    <message>
        <source>It is right where the model that serves now invents, in four of five answers at least.</source>
        <translation>Es hat in mindestens vier von fünf Antworten recht, wo das jetzige Modell erfindet.</translation>
    </message>
    <message>
        <source>The breaker is a tourniquet, not a cure: the fallback has less capacity, and a reset would bring the fault back. Pin the last model that was good, then the breaker can be reset without a relapse. A pin overrides the alias for everybody and stays until somebody lifts it, so this step asks for two eyes.</source>
        <translation>Der Breaker bindet ab, er heilt nicht: Die Ausweichlösung hat weniger Kapazität, und ein Zurücksetzen brächte den Fehler wieder. Setzen Sie das letzte gute Modell fest, dann lässt sich der Breaker ohne Rückfall zurücksetzen. Ein Pin geht für alle vor den Alias und bleibt, bis ihn jemand aufhebt, darum verlangt dieser Schritt vier Augen.</translation>
    </message>
    <message>
        <source>The alias has moved to a faulty model; a pin keeps it from being served again.</source>
        <translation>Der Alias ist auf ein fehlerhaftes Modell gewechselt; ein Pin verhindert, dass es wieder dient.</translation>
    </message>
    <message>
        <source>Reset the breaker once the pin is in effect: the service answers with the pinned model again. Only answers that began after the reset count.</source>
        <translation>Setzen Sie den Breaker zurück, sobald der Pin wirksam ist: Der Dienst antwortet wieder mit dem festgesetzten Modell. Nur Antworten zählen, die nach dem Zurücksetzen begannen.</translation>
    </message>
    <message>
        <source>Verify that answers are sound with the breaker reset</source>
        <translation>Bestätigen, dass Antworten mit zurückgesetztem Breaker in Ordnung sind</translation>
    </message>
    <message>
        <source>The rate stays at its baseline for at least 60 s after the reset, and the serving model is {last_good_model}.</source>
        <translation>Die Rate bleibt nach dem Zurücksetzen mindestens 60 s auf ihrem üblichen Stand, und es antwortet {last_good_model}.</translation>
    </message>
    <message>
        <source>Write down what you saw, when it began, what you moved and how you know that it is over. Whoever acted on the faulty answers has to hear of it: code that was merged or run since the onset must be looked at again.</source>
        <translation>Schreiben Sie auf, was Sie sahen, wann es begann, was Sie bewegten und woher Sie wissen, dass es vorbei ist. Wer nach den fehlerhaften Antworten handelte, muss davon hören: Code, der seit dem Beginn übernommen oder ausgeführt wurde, ist noch einmal anzusehen.</translation>
    </message>
    <message>
        <source>Note the facts and hand over</source>
        <translation>Die Tatsachen vermerken und übergeben</translation>
    </message>
    <message>
        <source>{service} named functions that do not exist. Breaker tripped and {last_good_model} pinned; see the timeline for times and evidence. Answers since the onset must be reviewed before they are relied on.</source>
        <translation>{service} nannte Funktionen, die es nicht gibt. Breaker ausgelöst und {last_good_model} festgesetzt; Zeiten und Belege stehen im Verlauf. Antworten seit dem Beginn müssen durchgesehen werden, bevor sich jemand darauf verlässt.</translation>
    </message>
    <message>
        <source>Answers contradict themselves when the load is high</source>
        <translation>Antworten widersprechen sich, wenn die Last hoch ist</translation>
    </message>
    <message>
        <source>In busy hours answers contradict themselves, their own earlier turns or what tools told them, and the same question asked in a quiet hour is answered well.</source>
        <translation>In Stunden mit viel Betrieb widersprechen Antworten sich selbst, ihren früheren Runden oder dem, was Werkzeuge ihnen sagten, und dieselbe Frage wird zu ruhiger Stunde gut beantwortet.</translation>
    </message>
    <message>
        <source>the instances that serve it, by name</source>
        <translation>die Instanzen, die ihn bedienen, mit Namen</translation>
    </message>
    <message>
        <source>A server that is full may cut what it remembers, mix up sequences, fall back to smaller precision or to an older replica. Every request is answered in time, so nothing is red. What gives it away is that **the same question is answered well when it is quiet**. No release made it, so none can be rolled back: less load helps, at once.</source>
        <translation>Ein voller Server schneidet vielleicht ab, was er behält, vertauscht Sequenzen, fällt auf kleinere Genauigkeit oder ein älteres Replikat zurück. Jede Anfrage wird rechtzeitig beantwortet, darum ist nichts rot. Verraten wird es dadurch, dass **dieselbe Frage gut beantwortet wird, wenn es ruhig ist**. Kein Release hat es gebracht, also lässt sich keines zurücknehmen: Weniger Last hilft, sofort.</translation>
    </message>
    <message>
        <source>Where answers run in loops or fall into word salad, take the runbook for answers that fall apart under load; the hands are the same.</source>
        <translation>Wo Antworten in Schleifen laufen oder zu Wortsalat werden, nehmen Sie das Runbook für Antworten, die unter Last zerfallen; die Handgriffe sind dieselben.</translation>
    </message>
    <message>
        <source>Hold the rate of bad answers against requests a second, queue time and batch size. A knee is what you look for; the time of day alone is no evidence.</source>
        <translation>Halten Sie die Rate schlechter Antworten gegen Anfragen je Sekunde, Wartezeit und Batch-Größe. Gesucht ist ein Knick; die Tageszeit allein ist kein Beleg.</translation>
    </message>
    <message>
        <source>See whether contradictions go with the load</source>
        <translation>Nachsehen, ob Widersprüche mit der Last gehen</translation>
    </message>
    <message>
        <source>Below some load answers are as always, above it they contradict themselves; at the same load, answers of before and after the newest release fail alike.</source>
        <translation>Unter einer gewissen Last sind Antworten wie immer, darüber widersprechen sie sich; bei gleicher Last fallen Antworten vor und nach dem neuesten Release gleich durch.</translation>
    </message>
    <message>
        <source>{replicas} serve it. One instance that is worse than the others at the same load is ill: take that one out, and leave the load alone.</source>
        <translation>Es bedienen ihn: {replicas}. Eine Instanz, die bei gleicher Last schlechter ist als die anderen, ist krank: Nehmen Sie diese heraus, und lassen Sie die Last in Ruhe.</translation>
    </message>
    <message>
        <source>See whether one instance is worse than the others</source>
        <translation>Nachsehen, ob eine Instanz schlechter ist als die anderen</translation>
    </message>
    <message>
        <source>At the same load all instances fail alike, or the one that does not is named in the note.</source>
        <translation>Bei gleicher Last fallen alle Instanzen gleich durch, oder die eine, die es nicht tut, ist in der Notiz genannt.</translation>
    </message>
    <message>
        <source>Take three suspects and ask their question again now, and once more when the load has fallen.</source>
        <translation>Nehmen Sie drei Verdachtsfälle, und stellen Sie ihre Frage jetzt noch einmal und wieder, wenn die Last gefallen ist.</translation>
    </message>
    <message>
        <source>Ask three questions again</source>
        <translation>Drei Fragen noch einmal stellen</translation>
    </message>
    <message>
        <source>Asked again at low load, at least two of three are answered without the contradiction.</source>
        <translation>Bei geringer Last noch einmal gefragt, werden mindestens zwei von drei ohne den Widerspruch beantwortet.</translation>
    </message>
    <message>
        <source>Whoever is sent away is told so and can ask again. Whoever gets an answer that contradicts itself may act on either half.</source>
        <translation>Wer abgewiesen wird, erfährt es und kann wieder fragen. Wer eine Antwort bekommt, die sich widerspricht, handelt vielleicht nach einer der Hälften.</translation>
    </message>
    <message>
        <source>Shed 40 % of the requests to {service}</source>
        <translation>40 % der Anfragen an {service} abweisen</translation>
    </message>
    <message>
        <source>Under the knee the same servers answer soundly. Explore tells how much is needed; 40 is a beginning.</source>
        <translation>Unter dem Knick antworten dieselben Server gut. „Erkunden“ sagt, wie viel nötig ist; 40 ist ein Anfang.</translation>
    </message>
    <message>
        <source>Shed what was shed before, or nothing.</source>
        <translation>Abweisen, was zuvor abgewiesen wurde, oder nichts.</translation>
    </message>
    <message>
        <source>the adapter that was loaded before the onset</source>
        <translation>der Adapter, der vor dem Beginn geladen war</translation>
    </message>
    <message>
        <source>An adapter is trained apart from the model and loaded without a release of the service, so nothing in the deploy log need stand at the onset. Where it was trained on feedback, whoever can give feedback can spoil it. The answers keep the right voice and the right documents; only figures and conditions are other ones.</source>
        <translation>Ein Adapter wird getrennt vom Modell trainiert und ohne Release des Dienstes geladen, darum muss am Beginn nichts im Deploy-Protokoll stehen. Wo er mit Rückmeldungen trainiert wurde, kann ihn verderben, wer Rückmeldungen gibt. Die Antworten behalten die richtige Stimme und die richtigen Dokumente; nur Zahlen und Bedingungen sind andere.</translation>
    </message>
    <message>
        <source>Select the suspects and look at what sets them apart. If adapter stands first and answers of the same model without it are as before, go on; else this is the wrong runbook.</source>
        <translation>Wählen Sie die Verdachtsfälle, und sehen Sie nach, was sie abhebt. Steht Adapter an erster Stelle und sind Antworten desselben Modells ohne ihn wie zuvor, gehen Sie weiter; sonst ist dies das falsche Runbook.</translation>
    </message>
    <message>
        <source>See whether only answers with one adapter went wrong</source>
        <translation>Nachsehen, ob nur Antworten mit einem Adapter falsch wurden</translation>
    </message>
    <message>
        <source>The wrong answers have one adapter in common, and answers without it are as before.</source>
        <translation>Die falschen Antworten haben einen Adapter gemeinsam, und Antworten ohne ihn sind wie zuvor.</translation>
    </message>
    <message>
        <source>Hold a figure of each answer against the passage beside it.</source>
        <translation>Halten Sie eine Zahl jeder Antwort gegen die Passage daneben.</translation>
    </message>
    <message>
        <source>At least two of three state a figure that no passage holds.</source>
        <translation>Mindestens zwei von drei nennen eine Zahl, die keine Passage enthält.</translation>
    </message>
    <message>
        <source>The base model answers in its own voice, and soundly. No tenant is without an answer.</source>
        <translation>Das Grundmodell antwortet mit eigener Stimme, und gut. Kein Mandant bleibt ohne Antwort.</translation>
    </message>
    <message>
        <source>Answer without an adapter in {service}</source>
        <translation>In {service} ohne Adapter antworten</translation>
    </message>
    <message>
        <source>The base model is not spoilt.</source>
        <translation>Das Grundmodell ist nicht verdorben.</translation>
    </message>
    <message>
        <source>Put the adapter back that was pinned before, or clear the pin.</source>
        <translation>Den Adapter zurückstellen, der zuvor festgesetzt war, oder den Pin aufheben.</translation>
    </message>
    <message>
        <source>no new answer of {service} names the adapter</source>
        <translation>keine neue Antwort von {service} nennt den Adapter</translation>
    </message>
    <message>
        <source>Its figures have to be right: hold three answers that it gave before the onset against their passages. Without it the voice of the tenants is missing, which is a nuisance; with a spoilt one their figures are wrong.</source>
        <translation>Seine Zahlen müssen stimmen: Halten Sie drei Antworten, die er vor dem Beginn gab, gegen ihre Passagen. Ohne ihn fehlt die Stimme der Mandanten, was lästig ist; mit einem verdorbenen sind ihre Zahlen falsch.</translation>
    </message>
    <message>
        <source>Is {last_good_adapter} known to be good?</source>
        <translation>Ist {last_good_adapter} als gut bekannt?</translation>
    </message>
    <message>
        <source>Do three answers that {last_good_adapter} gave before the onset hold what their passages say?</source>
        <translation>Enthalten drei Antworten, die {last_good_adapter} vor dem Beginn gab, was ihre Passagen sagen?</translation>
    </message>
    <message>
        <source>Only one that served well. The pin holds until somebody lifts it.</source>
        <translation>Nur einen, der gut diente. Der Pin hält, bis ihn jemand aufhebt.</translation>
    </message>
    <message>
        <source>Pin {service} to {last_good_adapter}</source>
        <translation>{service} auf {last_good_adapter} festsetzen</translation>
    </message>
    <message>
        <source>It served well until the onset.</source>
        <translation>Er diente gut bis zum Beginn.</translation>
    </message>
    <message>
        <source>Clear the pin.</source>
        <translation>Den Pin aufheben.</translation>
    </message>
    <message>
        <source>Look at the tenants that had the adapter: the mean over all of them hides them.</source>
        <translation>Sehen Sie sich die Mandanten an, die den Adapter hatten: Der Mittelwert über alle verbirgt sie.</translation>
    </message>
    <message>
        <source>The rate is back at its baseline for at least 60 s, for the tenants of the adapter too.</source>
        <translation>Die Rate ist seit mindestens 60 s wieder auf ihrem üblichen Stand, auch für die Mandanten des Adapters.</translation>
    </message>
    <message>
        <source>The training data has to be looked at before the adapter is trained again.</source>
        <translation>Die Trainingsdaten sind anzusehen, bevor der Adapter wieder trainiert wird.</translation>
    </message>
    <message>
        <source>Tell the owner that the training data is suspect</source>
        <translation>Den Verantwortlichen sagen, dass die Trainingsdaten verdächtig sind</translation>
    </message>
    <message>
        <source>The newest adapter of {service} states wrong figures and is no longer served. Please look at the feedback it was trained on before it is trained again.</source>
        <translation>Der neueste Adapter von {service} nennt falsche Zahlen und dient nicht mehr. Bitte sehen Sie sich die Rückmeldungen an, mit denen er trainiert wurde, bevor er wieder trainiert wird.</translation>
    </message>
    <message>
        <source>Answers tell what used to be true</source>
        <translation>Antworten sagen, was früher stimmte</translation>
    </message>
    <message>
        <source>Answers agree with what was retrieved, and newer documents or known answers say otherwise, since an older index is searched.</source>
        <translation>Antworten stimmen mit dem Gefundenen überein, und neuere Dokumente oder bekannte Antworten sagen anderes, seit in einem älteren Index gesucht wird.</translation>
    </message>
    <message>
        <source>An old index fails nothing: every search finds something, and the answer rests on it. Only what is newer shows it: a notice, a known answer, another service that reads the article itself.</source>
        <translation>Ein alter Index lässt nichts fehlschlagen: Jede Suche findet etwas, und die Antwort beruht darauf. Nur Neueres zeigt es: ein Hinweis, eine bekannte Antwort, ein anderer Dienst, der den Artikel selbst liest.</translation>
    </message>
    <message>
        <source>Known answers fail from one point in time on, and faithfulness does not. Look for the mark of an index version, and at its age.</source>
        <translation>Bekannte Antworten fallen von einem Zeitpunkt an durch, Faithfulness nicht. Suchen Sie die Marke einer Index-Version, und sehen Sie auf ihr Alter.</translation>
    </message>
    <message>
        <source>The rate rose where the version of an index changed to an older one, and groundedness is as before.</source>
        <translation>Die Rate stieg, wo die Version eines Index zu einer älteren wechselte, und groundedness ist wie zuvor.</translation>
    </message>
    <message>
        <source>No document is behind them all; what they share is the age of the index.</source>
        <translation>Kein einzelnes Dokument steckt hinter allen; gemeinsam haben sie das Alter des Index.</translation>
    </message>
    <message>
        <source>Read three suspects with their documents</source>
        <translation>Drei Verdachtsfälle mit ihren Dokumenten lesen</translation>
    </message>
    <message>
        <source>The article says what the answer says; a newer document beside it says otherwise.</source>
        <translation>Der Artikel sagt, was die Antwort sagt; ein neueres Dokument daneben sagt anderes.</translation>
    </message>
    <message>
        <source>Searches use the version that is pinned; nothing is deleted. An index older than that will not do.</source>
        <translation>Die Suche benutzt die festgesetzte Version; nichts wird gelöscht. Ein älterer Index als dieser taugt nicht.</translation>
    </message>
    <message>
        <source>The version before the onset holds what was changed since.</source>
        <translation>Die Version vor dem Beginn enthält, was seither geändert wurde.</translation>
    </message>
    <message>
        <source>no new search of {service} uses the old index</source>
        <translation>keine neue Suche von {service} benutzt den alten Index</translation>
    </message>
    <message>
        <source>Answers that rest on an old rule are a list, not a rate.</source>
        <translation>Antworten, die auf einer alten Regel beruhen, sind eine Liste, keine Rate.</translation>
    </message>
    <message>
        <source>List the answers that rest on the old index</source>
        <translation>Die Antworten auflisten, die auf dem alten Index beruhen</translation>
    </message>
    <message>
        <source>Why an old snapshot could be taken for the newest has to be found before the pin is lifted.</source>
        <translation>Warum ein alter Stand für den neuesten gehalten werden konnte, muss gefunden sein, bevor der Pin aufgehoben wird.</translation>
    </message>
    <message>
        <source>Tell the owner of the index how old it was</source>
        <translation>Den Verantwortlichen des Index sagen, wie alt er war</translation>
    </message>
    <message>
        <source>{service} searched an index from long ago and is pinned to the one before. Please find out why the old snapshot was taken, and load the newest, before the pin is lifted.</source>
        <translation>{service} suchte in einem Index von vor langer Zeit und ist auf den davor festgesetzt. Bitte finden Sie heraus, warum der alte Stand genommen wurde, und laden Sie den neuesten, bevor der Pin aufgehoben wird.</translation>
    </message>
    <message>
        <source>Answers drift from the truth after a fine-tune</source>
        <translation>Antworten driften nach einem Fine-Tuning von der Wahrheit ab</translation>
    </message>
    <message>
        <source>Since a fine-tuned version or adapter was promoted, known answers fail more and more often, while tone, format and speed are as good as ever.</source>
        <translation>Seit eine fein abgestimmte Version oder ein Adapter freigegeben wurde, fallen bekannte Antworten immer öfter durch, während Ton, Format und Tempo so gut sind wie je.</translation>
    </message>
    <message>
        <source>the version that serves since the drift began</source>
        <translation>die Version, die dient, seit die Drift begann</translation>
    </message>
    <message>
        <source>the model that served before the fine-tune</source>
        <translation>das Modell, das vor dem Fine-Tuning diente</translation>
    </message>
    <message>
        <source>A fine-tune teaches manners quickly and facts badly. What it was taught to please with, it says with the same assurance as what is true, so users seldom complain, and thumbs may even go up. Where the training data comes from feedback, each round makes the next one worse: **take the version out of service first, then out of the loop**.</source>
        <translation>Ein Fine-Tuning lehrt Manieren schnell und Tatsachen schlecht. Womit es zu gefallen lernte, sagt es mit derselben Sicherheit wie Wahres, darum klagen Nutzer selten, und die Daumen gehen vielleicht sogar hoch. Wo die Trainingsdaten aus Rückmeldungen kommen, macht jede Runde die nächste schlechter: **erst die Version aus dem Dienst nehmen, dann aus dem Kreislauf**.</translation>
    </message>
    <message>
        <source>A drift is slow. Look at days, not minutes, and at checks that know the truth (known answers, a person&apos;s verdicts) rather than at those that know the style.</source>
        <translation>Eine Drift ist langsam. Sehen Sie auf Tage, nicht Minuten, und auf Prüfungen, die die Wahrheit kennen (bekannte Antworten, Urteile von Menschen), nicht auf die, die den Stil kennen.</translation>
    </message>
    <message>
        <source>Known answers on a long time axis, with the marks of models and adapters. A step at a mark is a bad version; a slope that begins at one is a version that learns on.</source>
        <translation>Bekannte Antworten auf einer langen Zeitachse, mit den Marken von Modellen und Adaptern. Eine Stufe an einer Marke ist eine schlechte Version; ein Gefälle, das an einer beginnt, ist eine Version, die weiterlernt.</translation>
    </message>
    <message>
        <source>Confirm that known answers fail since the fine-tune</source>
        <translation>Bestätigen, dass bekannte Antworten seit dem Fine-Tuning durchfallen</translation>
    </message>
    <message>
        <source>Known answers fail more often since a model or adapter mark; answers that another version gives meanwhile are as before.</source>
        <translation>Bekannte Antworten fallen seit einer Marke von Modell oder Adapter öfter durch; Antworten, die eine andere Version inzwischen gibt, sind wie zuvor.</translation>
    </message>
    <message>
        <source>Drift is in what they say, not in how. Give each a verdict: the verdicts teach the ranking and are evidence for the owner.</source>
        <translation>Drift liegt darin, was sie sagen, nicht wie. Geben Sie jeder ein Urteil: Die Urteile lehren die Rangfolge und sind Belege für die Verantwortlichen.</translation>
    </message>
    <message>
        <source>Read five suspects and give verdicts</source>
        <translation>Fünf Verdachtsfälle lesen und Urteile geben</translation>
    </message>
    <message>
        <source>At least three of five say with assurance what their documents or the known answer contradict.</source>
        <translation>Mindestens drei von fünf sagen mit Sicherheit, was ihren Dokumenten oder der bekannten Antwort widerspricht.</translation>
    </message>
    <message>
        <source>The fallback route serves the model as it was before tuning. Its voice is plainer, and its facts are those that were tested.</source>
        <translation>Die Ausweichroute bedient das Modell, wie es vor der Abstimmung war. Seine Stimme ist schlichter, und seine Tatsachen sind die getesteten.</translation>
    </message>
    <message>
        <source>The fallback route was never tuned on the data that is suspect.</source>
        <translation>Die Ausweichroute wurde nie auf die verdächtigen Daten abgestimmt.</translation>
    </message>
    <message>
        <source>Reset the breaker. The tuned version then serves again.</source>
        <translation>Den Breaker zurücksetzen. Dann dient wieder die abgestimmte Version.</translation>
    </message>
    <message>
        <source>no new answer of {service} comes from the tuned version</source>
        <translation>keine neue Antwort von {service} kommt von der abgestimmten Version</translation>
    </message>
    <message>
        <source>An adapter is loaded by each instance for itself: {replicas}. One that still holds it answers some of the users, and the mean over all hides it.</source>
        <translation>Einen Adapter lädt jede Instanz für sich: {replicas}. Eine, die ihn noch hält, antwortet einem Teil der Nutzer, und der Mittelwert über alle verbirgt es.</translation>
    </message>
    <message>
        <source>See that no instance serves the tuned version</source>
        <translation>Nachsehen, dass keine Instanz mit der abgestimmten Version dient</translation>
    </message>
    <message>
        <source>Split by instance, no answer since the breaker was in effect names the tuned version or adapter.</source>
        <translation>Nach Instanz aufgeteilt, nennt keine Antwort, seit der Breaker wirksam ist, die abgestimmte Version oder den Adapter.</translation>
    </message>
    <message>
        <source>Ask it what is known, beside the version that drifted. A version that was good half a year ago need not be good for the documents of today. The questions are those named after {service}, see the README of the probe sets; the pin below waits for what they show.</source>
        <translation>Fragen Sie sie, was bekannt ist, neben der Version, die driftete. Eine Version, die vor einem halben Jahr gut war, muss für die Dokumente von heute nicht gut sein. Die Fragen sind die, die nach {service} benannt sind, siehe die README der Sondensätze; der Pin darunter wartet darauf, was sie zeigen.</translation>
    </message>
    <message>
        <source>It passes known answers as often as before the onset, and is not worse than the tuned version.</source>
        <translation>Sie besteht bekannte Antworten so oft wie vor dem Beginn und ist nicht schlechter als die abgestimmte Version.</translation>
    </message>
    <message>
        <source>The pin holds for everybody until somebody lifts it. With it in effect the breaker can be reset.</source>
        <translation>Der Pin gilt für alle, bis ihn jemand aufhebt. Ist er wirksam, lässt sich der Breaker zurücksetzen.</translation>
    </message>
    <message>
        <source>The alias names the tuned version; a pin keeps it from being served again.</source>
        <translation>Der Alias nennt die abgestimmte Version; ein Pin verhindert, dass sie wieder dient.</translation>
    </message>
    <message>
        <source>Drift that took days to be seen does not recover in a minute. Known answers are asked all the time: wait for enough of them.</source>
        <translation>Eine Drift, die erst nach Tagen zu sehen war, erholt sich nicht in einer Minute. Bekannte Antworten werden ständig gefragt: Warten Sie auf genug davon.</translation>
    </message>
    <message>
        <source>Verify that known answers pass again</source>
        <translation>Bestätigen, dass bekannte Antworten wieder bestehen</translation>
    </message>
    <message>
        <source>Known answers pass at the rate of before the fine-tune, with at least thirty asked since the pin.</source>
        <translation>Bekannte Antworten bestehen so oft wie vor dem Fine-Tuning, mit mindestens dreißig seit dem Pin gefragten.</translation>
    </message>
    <message>
        <source>What was answered meanwhile is in the feedback that the next round would be trained on. That has to be frozen before anybody starts it, and the answers since the onset taken out of it.</source>
        <translation>Was inzwischen geantwortet wurde, steckt in den Rückmeldungen, mit denen die nächste Runde trainiert würde. Das ist einzufrieren, bevor jemand sie beginnt, und die Antworten seit dem Beginn sind herauszunehmen.</translation>
    </message>
    <message>
        <source>Tell the owner to freeze the training data</source>
        <translation>Den Verantwortlichen sagen, dass die Trainingsdaten einzufrieren sind</translation>
    </message>
    <message>
        <source>Answers of {service} drifted from the truth since its last fine-tune, which is rolled back to {last_good_model}. Please freeze the feedback that it is trained on, take out what was collected since the onset, and hold the next version against the golden set before it is promoted.</source>
        <translation>Antworten von {service} drifteten seit dem letzten Fine-Tuning von der Wahrheit ab; es ist auf {last_good_model} zurückgenommen. Bitte frieren Sie die Rückmeldungen ein, mit denen es trainiert wird, nehmen Sie heraus, was seit dem Beginn gesammelt wurde, und halten Sie die nächste Version gegen den Goldsatz, bevor sie freigegeben wird.</translation>
    </message>
    <message>
        <source>Answers add what no passage holds</source>
        <translation>Antworten fügen hinzu, was keine Passage enthält</translation>
    </message>
    <message>
        <source>Right after a new prompt version, answers begin well and then promise or state what none of their passages holds.</source>
        <translation>Gleich nach einer neuen Prompt-Version beginnen Antworten gut und versprechen oder behaupten dann, was keine ihrer Passagen enthält.</translation>
    </message>
    <message>
        <source>A prompt is code without tests. One sentence that is lost from the instructions, and a model says what it likes. The model is the same and the documents are the same, which is why nothing in the deploy log need stand at the onset.</source>
        <translation>Ein Prompt ist Code ohne Tests. Fehlt den Anweisungen ein Satz, sagt ein Modell, was es mag. Das Modell ist dasselbe, und die Dokumente sind dieselben, darum muss am Beginn nichts im Deploy-Protokoll stehen.</translation>
    </message>
    <message>
        <source>Compare the rise with the marks of prompt versions. Where only a share of the users has the new version, the others are the control.</source>
        <translation>Vergleichen Sie den Anstieg mit den Marken der Prompt-Versionen. Wo nur ein Teil der Nutzer die neue Version hat, sind die anderen die Kontrolle.</translation>
    </message>
    <message>
        <source>Open one suspect and one sound answer of the version before, and read both instructions.</source>
        <translation>Öffnen Sie einen Verdachtsfall und eine gute Antwort der Version davor, und lesen Sie beide Anweisungen.</translation>
    </message>
    <message>
        <source>Compare the instructions of both versions</source>
        <translation>Die Anweisungen beider Versionen vergleichen</translation>
    </message>
    <message>
        <source>The new instructions lack what kept the answers to their passages.</source>
        <translation>Den neuen Anweisungen fehlt, was Antworten bei ihren Passagen hielt.</translation>
    </message>
    <message>
        <source>The fallback route keeps the prompt it was tested with.</source>
        <translation>Die Ausweichroute behält den Prompt, mit dem sie getestet wurde.</translation>
    </message>
    <message>
        <source>Then the breaker can be reset. The pin holds until somebody lifts it.</source>
        <translation>Dann lässt sich der Breaker zurücksetzen. Der Pin hält, bis ihn jemand aufhebt.</translation>
    </message>
    <message>
        <source>The version before kept the answers to their passages.</source>
        <translation>Die Version davor hielt Antworten bei ihren Passagen.</translation>
    </message>
    <message>
        <source>Only answers that began after the pin count. Once it holds, the breaker can be reset: look again then.</source>
        <translation>Nur Antworten zählen, die nach dem Pin begannen. Hält er, lässt sich der Breaker zurücksetzen: Sehen Sie dann noch einmal nach.</translation>
    </message>
    <message>
        <source>The rate is back at its baseline for at least 60 s, and new answers name the prompt version that is pinned.</source>
        <translation>Die Rate ist seit mindestens 60 s wieder auf ihrem üblichen Stand, und neue Antworten nennen die festgesetzte Prompt-Version.</translation>
    </message>
    <message>
        <source>Say which sentence is missing.</source>
        <translation>Sagen Sie, welcher Satz fehlt.</translation>
    </message>
    <message>
        <source>Tell the owner of the prompt</source>
        <translation>Den Verantwortlichen des Prompts Bescheid geben</translation>
    </message>
    <message>
        <source>The newest prompt version of {service} is no longer served: its answers add what no passage holds. Please compare the instructions before it goes out again.</source>
        <translation>Die neueste Prompt-Version von {service} dient nicht mehr: Ihre Antworten fügen hinzu, was keine Passage enthält. Bitte vergleichen Sie die Anweisungen, bevor sie wieder hinausgeht.</translation>
    </message>
    <message>
        <source>Answers can no longer be seen</source>
        <translation>Antworten sind nicht mehr zu sehen</translation>
    </message>
    <message>
        <source>Content or whole requests are missing from the telemetry of a service, and nothing speaks against the answers themselves.</source>
        <translation>In der Telemetrie eines Dienstes fehlen Inhalte oder ganze Anfragen, und nichts spricht gegen die Antworten selbst.</translation>
    </message>
    <message>
        <source>the service that is seen no longer</source>
        <translation>der Dienst, der nicht mehr zu sehen ist</translation>
    </message>
    <message>
        <source>Unknown is no failure, and no success. A console that goes blind must not be calmed by it, and nobody must roll back a service because its telemetry broke. Find out what is missing, since when, and from whom.</source>
        <translation>Unbekannt ist kein Fehler und kein Erfolg. Eine Konsole, die blind wird, darf sich davon nicht beruhigen lassen, und niemand darf einen Dienst zurücknehmen, weil seine Telemetrie kaputtging. Finden Sie heraus, was fehlt, seit wann und von wem.</translation>
    </message>
    <message>
        <source>Counts, content, attributes: each hole has another cause. Compare instances and the version of their instrumentation.</source>
        <translation>Anzahlen, Inhalte, Attribute: Jede Lücke hat eine andere Ursache. Vergleichen Sie Instanzen und die Version ihrer Instrumentierung.</translation>
    </message>
    <message>
        <source>See what is missing, and since when</source>
        <translation>Nachsehen, was fehlt und seit wann</translation>
    </message>
    <message>
        <source>What is missing, from which instances, and which version of the instrumentation they have in common.</source>
        <translation>Was fehlt, von welchen Instanzen, und welche Version der Instrumentierung sie gemeinsam haben.</translation>
    </message>
    <message>
        <source>Judges and users that sit elsewhere still see it.</source>
        <translation>Bewerter und Nutzer, die woanders sitzen, sehen es noch.</translation>
    </message>
    <message>
        <source>See whether anything else speaks against the answers</source>
        <translation>Nachsehen, ob sonst etwas gegen die Antworten spricht</translation>
    </message>
    <message>
        <source>What can still be judged is as before.</source>
        <translation>Was noch bewertet werden kann, ist wie zuvor.</translation>
    </message>
    <message>
        <source>It sent everything until the onset.</source>
        <translation>Sie sandte alles bis zum Beginn.</translation>
    </message>
    <message>
        <source>new answers of {service} come with their content</source>
        <translation>neue Antworten von {service} kommen mit ihrem Inhalt</translation>
    </message>
    <message>
        <source>What was not seen meanwhile stays unseen: it is not to be taken for sound.</source>
        <translation>Was inzwischen nicht zu sehen war, bleibt ungesehen: Es gilt nicht als in Ordnung.</translation>
    </message>
    <message>
        <source>Content of new answers is captured again, at the rate of before, and nothing speaks against it.</source>
        <translation>Inhalte neuer Antworten werden wieder erfasst, so oft wie zuvor, und nichts spricht gegen sie.</translation>
    </message>
    <message>
        <source>Whoever reads the charts later must know that this was no calm.</source>
        <translation>Wer die Diagramme später liest, muss wissen, dass dies keine Ruhe war.</translation>
    </message>
    <message>
        <source>Is the stretch that was not seen noted?</source>
        <translation>Ist der nicht gesehene Abschnitt vermerkt?</translation>
    </message>
    <message>
        <source>Did anything happen to users in the stretch that was not seen?</source>
        <translation>Geschah Nutzern etwas in dem nicht gesehenen Abschnitt?</translation>
    </message>
    <message>
        <source>Say what is missing.</source>
        <translation>Sagen Sie, was fehlt.</translation>
    </message>
    <message>
        <source>Tell the owner of the instrumentation</source>
        <translation>Den Verantwortlichen der Instrumentierung Bescheid geben</translation>
    </message>
    <message>
        <source>The newest instrumentation of {service} sends no content and drops requests; the version before is pinned. Please mend it before the pin is lifted.</source>
        <translation>Die neueste Instrumentierung von {service} sendet keine Inhalte und lässt Anfragen fallen; die Version davor ist festgesetzt. Bitte bringen Sie das in Ordnung, bevor der Pin aufgehoben wird.</translation>
    </message>
    <message>
        <source>the last good adapter</source>
        <translation>der letzte gute Adapter</translation>
    </message>
    <message>
        <source>the last good index</source>
        <translation>der letzte gute Index</translation>
    </message>
    <message>
        <source>the last good instrumentation</source>
        <translation>die letzte gute Instrumentierung</translation>
    </message>
    <message>
        <source>the last good judge</source>
        <translation>der letzte gute Bewerter</translation>
    </message>
    <message>
        <source>the last good model</source>
        <translation>das letzte gute Modell</translation>
    </message>
    <message>
        <source>the last good prompt</source>
        <translation>der letzte gute Prompt</translation>
    </message>
    <message>
        <source>the service</source>
        <translation>der Dienst</translation>
    </message>
    <message>
        <source>nothing - the telemetry was cut</source>
        <translation>nichts - die Telemetrie wurde abgeschnitten</translation>
    </message>
    <message>
        <source>yes - pin the previous model</source>
        <translation>ja - das vorige Modell festsetzen</translation>
    </message>
    <message>
        <source>no - leave the model</source>
        <translation>nein - das Modell lassen</translation>
    </message>
    <message>
        <source>no sign of it</source>
        <translation>kein Anzeichen dafür</translation>
    </message>
    <message>
        <source>yes - noted</source>
        <translation>ja - vermerkt</translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation>lässt sich nicht sagen</translation>
    </message>
    <message>
        <source>yes - stay</source>
        <translation>ja - dabei bleiben</translation>
    </message>
    <message>
        <source>not sound - use the fallback route</source>
        <translation>nicht in Ordnung - die Ausweichroute nutzen</translation>
    </message>
    <message>
        <source>sound - but too many are sent away - use the fallback route</source>
        <translation>in Ordnung - aber zu viele werden abgewiesen - die Ausweichroute nutzen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>some - and they are moved back</source>
        <translation>einige - und sie werden zurückgestellt</translation>
    </message>
    <message>
        <source>some - and they stay</source>
        <translation>einige - und sie bleiben</translation>
    </message>
    <message>
        <source>yes - mend it and prove it on the golden set</source>
        <translation>ja - in Ordnung bringen und am Goldsatz nachweisen</translation>
    </message>
    <message>
        <source>no - it stays out until it is known</source>
        <translation>nein - sie bleibt draußen, bis es bekannt ist</translation>
    </message>
    <message>
        <source>it was another change - lift the pin</source>
        <translation>es war eine andere Änderung - den Pin aufheben</translation>
    </message>
    <message>
        <source>yes - load it</source>
        <translation>ja - ihn laden</translation>
    </message>
    <message>
        <source>no - stay without an adapter</source>
        <translation>nein - ohne Adapter bleiben</translation>
    </message>
    <message>
        <source>not known - stay without an adapter</source>
        <translation>nicht bekannt - ohne Adapter bleiben</translation>
    </message>
    <message>
        <source>the owner of the service agrees</source>
        <translation>die Verantwortlichen des Dienstes stimmen zu</translation>
    </message>
    <message>
        <source>the owner of the adapter agrees</source>
        <translation>die Verantwortlichen des Adapters stimmen zu</translation>
    </message>
    <message>
        <source>the owner of the fine-tune agrees</source>
        <translation>die Verantwortlichen des Fine-Tunings stimmen zu</translation>
    </message>
    <message>
        <source>Let the queue run empty</source>
        <translation>Die Warteschlange leerlaufen lassen</translation>
    </message>
    <message>
        <source>queue time of {service} is as before the onset</source>
        <translation>die Wartezeit von {service} ist wie vor dem Beginn</translation>
    </message>
    <message>
        <source>Is shedding enough, and can it go on?</source>
        <translation>Genügt das Abweisen, und kann es so weitergehen?</translation>
    </message>
    <message>
        <source>Are answers sound at the load that is let in, and can so many be sent away until there is more room?</source>
        <translation>Sind Antworten bei der zugelassenen Last in Ordnung, und können so viele abgewiesen werden, bis mehr Platz ist?</translation>
    </message>
    <message>
        <source>Its servers have room of their own, and a smaller model that was tested with it.</source>
        <translation>Seine Server haben eigenen Platz und ein kleineres Modell, das damit getestet wurde.</translation>
    </message>
    <message>
        <source>The fallback route has room of its own.</source>
        <translation>Die Ausweichroute hat eigenen Platz.</translation>
    </message>
    <message>
        <source>Reset the breaker, and only then shed less.</source>
        <translation>Den Breaker zurücksetzen, und erst dann weniger abweisen.</translation>
    </message>
    <message>
        <source>A recovery at an empty hour proves nothing: note the load at which you looked.</source>
        <translation>Eine Erholung zu leerer Stunde beweist nichts: Vermerken Sie die Last, bei der Sie nachsahen.</translation>
    </message>
    <message>
        <source>Verify that answers are coherent at the load that is let in</source>
        <translation>Bestätigen, dass Antworten bei der zugelassenen Last stimmig sind</translation>
    </message>
    <message>
        <source>The rate is back at its baseline for at least 60 s while the load is near the knee, and the load is noted.</source>
        <translation>Die Rate ist seit mindestens 60 s wieder auf ihrem üblichen Stand, während die Last nahe am Knick ist, und die Last ist vermerkt.</translation>
    </message>
    <message>
        <source>Say at which load it begins, on which instances, and what is shed now.</source>
        <translation>Sagen Sie, bei welcher Last es beginnt, auf welchen Instanzen, und was jetzt abgewiesen wird.</translation>
    </message>
    <message>
        <source>Tell the owner at which load it begins</source>
        <translation>Den Verantwortlichen sagen, bei welcher Last es beginnt</translation>
    </message>
    <message>
        <source>Answers of {service} contradict themselves above a certain load; a part of the load is shed or on the fallback route. Please limit what an instance takes at a time, or add instances, before all of it is let in again.</source>
        <translation>Antworten von {service} widersprechen sich über einer gewissen Last; ein Teil der Last wird abgewiesen oder ist auf der Ausweichroute. Bitte begrenzen Sie, was eine Instanz zugleich annimmt, oder fügen Sie Instanzen hinzu, bevor wieder alles zugelassen wird.</translation>
    </message>
    <message>
        <source>A judge marks sound answers down</source>
        <translation>Ein Bewerter bewertet gute Antworten schlecht</translation>
    </message>
    <message>
        <source>Scores of one judge fall for several services at once, while validators and known answers see nothing.</source>
        <translation>Die Werte eines Bewerters fallen für mehrere Dienste zugleich, während Prüfungen und bekannte Antworten nichts sehen.</translation>
    </message>
    <message>
        <source>the model that judged before the onset</source>
        <translation>das Modell, das vor dem Beginn bewertete</translation>
    </message>
    <message>
        <source>Before you roll back a service on a score, ask who gives the score. A judge is a model behind an alias, too. Judge or model: four things tell. The judge&apos;s own version and latency changed. It fails services that share nothing else. Our validators and known answers do not move. And it fails answers of the golden set that it used to pass.</source>
        <translation>Bevor Sie einen Dienst wegen eines Werts zurücknehmen, fragen Sie, wer den Wert gibt. Auch ein Bewerter ist ein Modell hinter einem Alias. Bewerter oder Modell: Viererlei sagt es. Version und Latenz des Bewerters selbst haben sich geändert. Er lässt Dienste durchfallen, die sonst nichts gemeinsam haben. Unsere Prüfungen und bekannte Antworten bewegen sich nicht. Und er lässt Antworten des Goldsatzes durchfallen, die er sonst bestehen ließ.</translation>
    </message>
    <message>
        <source>All services that the judge scores, on one time axis.</source>
        <translation>Alle Dienste, die der Bewerter bewertet, auf einer Zeitachse.</translation>
    </message>
    <message>
        <source>See whether anything but the judge moved</source>
        <translation>Nachsehen, ob sich außer dem Bewerter etwas bewegte</translation>
    </message>
    <message>
        <source>Scores fell for all services that the judge scores; validators and known answers are as before.</source>
        <translation>Die Werte fielen für alle Dienste, die der Bewerter bewertet; Prüfungen und bekannte Antworten sind wie zuvor.</translation>
    </message>
    <message>
        <source>With what they were given. Give each a verdict.</source>
        <translation>Mit dem, was sie bekamen. Geben Sie jeder ein Urteil.</translation>
    </message>
    <message>
        <source>Read three answers that the judge failed</source>
        <translation>Drei Antworten lesen, die der Bewerter durchfallen ließ</translation>
    </message>
    <message>
        <source>At least two of three are sound.</source>
        <translation>Mindestens zwei von drei sind in Ordnung.</translation>
    </message>
    <message>
        <source>No user is touched by it.</source>
        <translation>Kein Nutzer ist davon berührt.</translation>
    </message>
    <message>
        <source>Let {last_good_judge} judge</source>
        <translation>{last_good_judge} bewerten lassen</translation>
    </message>
    <message>
        <source>It agreed with the validators until the onset.</source>
        <translation>Er stimmte bis zum Beginn mit den Prüfungen überein.</translation>
    </message>
    <message>
        <source>Pin the judge that was pinned before, or clear the pin when there was none.</source>
        <translation>Den Bewerter festsetzen, der zuvor festgesetzt war, oder den Pin aufheben, wenn es keinen gab.</translation>
    </message>
    <message>
        <source>new scores are of the judge before</source>
        <translation>neue Werte sind vom Bewerter davor</translation>
    </message>
    <message>
        <source>Only scores given after the pin count. Ask for three answers that it failed to be judged again, where the judge can do that.</source>
        <translation>Nur Werte zählen, die nach dem Pin gegeben wurden. Lassen Sie drei Antworten, die er durchfallen ließ, noch einmal bewerten, wo der Bewerter das kann.</translation>
    </message>
    <message>
        <source>Scores of all services that the judge scores are back at their baseline, and the version of the judge is the one before.</source>
        <translation>Die Werte aller Dienste, die der Bewerter bewertet, sind wieder auf ihrem üblichen Stand, und die Version des Bewerters ist die von zuvor.</translation>
    </message>
    <message>
        <source>A service that was rolled back or moved for these scores can go back.</source>
        <translation>Ein Dienst, der wegen dieser Werte zurückgenommen oder bewegt wurde, kann zurück.</translation>
    </message>
    <message>
        <source>Was anything moved because of these scores?</source>
        <translation>Wurde wegen dieser Werte etwas bewegt?</translation>
    </message>
    <message>
        <source>Which levers were moved since the onset because of this judge?</source>
        <translation>Welche Hebel wurden seit dem Beginn wegen dieses Bewerters bewegt?</translation>
    </message>
    <message>
        <source>A judge needs a golden set before it is changed.</source>
        <translation>Ein Bewerter braucht einen Goldsatz, bevor er geändert wird.</translation>
    </message>
    <message>
        <source>Tell the owner of the judge</source>
        <translation>Den Verantwortlichen des Bewerters Bescheid geben</translation>
    </message>
    <message>
        <source>The newest model of the judge of faithfulness fails sound answers and is no longer used. Please hold it against the golden set before it judges again.</source>
        <translation>Das neueste Modell des Bewerters für Faithfulness lässt gute Antworten durchfallen und wird nicht mehr benutzt. Bitte halten Sie es gegen den Goldsatz, bevor es wieder bewertet.</translation>
    </message>
    <message>
        <source>Long requests lose a part of what they were given</source>
        <translation>Lange Anfragen verlieren einen Teil dessen, was sie bekamen</translation>
    </message>
    <message>
        <source>Input is cut to a window that nobody told of. Counted input tokens stop at one number however long the messages are.</source>
        <translation>Die Eingabe wird auf ein Fenster gekürzt, das niemand gemeldet hat. Gezählte Eingabe-Tokens enden bei einer Zahl, wie lang die Nachrichten auch sind.</translation>
    </message>
    <message>
        <source>What is cut is the input, so the answers are whole, fluent and reported as finished. Documents and earlier turns are what is lost, and the model makes up the rest. Short requests are as before: mean quality hardly moves. What was answered wrongly may be used elsewhere, minutes or hours later.</source>
        <translation>Abgeschnitten wird die Eingabe, darum sind die Antworten ganz, flüssig und als beendet gemeldet. Dokumente und frühere Runden gehen verloren, und das Modell erfindet den Rest. Kurze Anfragen sind wie zuvor: Die mittlere Güte bewegt sich kaum. Was falsch beantwortet wurde, wird vielleicht Minuten oder Stunden später anderswo benutzt.</translation>
    </message>
    <message>
        <source>Plot input tokens: the step opens Explore with them. A wall at one number, often a power of two less the output limit, is the window.</source>
        <translation>Zeichnen Sie die Eingabe-Tokens: Der Schritt öffnet „Erkunden“ damit. Eine Wand bei einer Zahl, oft eine Zweierpotenz minus die Ausgabegrenze, ist das Fenster.</translation>
    </message>
    <message>
        <source>See whether counted input tokens stop at one number</source>
        <translation>Nachsehen, ob gezählte Eingabe-Tokens bei einer Zahl enden</translation>
    </message>
    <message>
        <source>Input tokens of long requests stand at one number, and their messages have more characters than that many tokens hold.</source>
        <translation>Eingabe-Tokens langer Anfragen stehen bei einer Zahl, und ihre Nachrichten haben mehr Zeichen, als so viele Tokens fassen.</translation>
    </message>
    <message>
        <source>Look for earlier turns that the answer does not know, and figures that its documents do not hold.</source>
        <translation>Suchen Sie frühere Runden, von denen die Antwort nichts weiß, und Zahlen, die ihre Dokumente nicht enthalten.</translation>
    </message>
    <message>
        <source>Read three long requests and give verdicts</source>
        <translation>Drei lange Anfragen lesen und Urteile geben</translation>
    </message>
    <message>
        <source>At least two of three do not know what they were given.</source>
        <translation>Mindestens zwei von drei wissen nicht, was sie bekamen.</translation>
    </message>
    <message>
        <source>Its servers have the window that the service was tested with.</source>
        <translation>Ihre Server haben das Fenster, mit dem der Dienst getestet wurde.</translation>
    </message>
    <message>
        <source>The fallback route has the window that the service was tested with.</source>
        <translation>Die Ausweichroute hat das Fenster, mit dem der Dienst getestet wurde.</translation>
    </message>
    <message>
        <source>no new answer of {service} has its input cut</source>
        <translation>bei keiner neuen Antwort von {service} ist die Eingabe abgeschnitten</translation>
    </message>
    <message>
        <source>Take requests as long as those that failed: short ones never were in danger.</source>
        <translation>Nehmen Sie Anfragen, die so lang sind wie die fehlgeschlagenen: Kurze waren nie in Gefahr.</translation>
    </message>
    <message>
        <source>New long requests are counted with the tokens that their messages need, and answers use their beginning.</source>
        <translation>Neue lange Anfragen werden mit den Tokens gezählt, die ihre Nachrichten brauchen, und Antworten benutzen ihren Anfang.</translation>
    </message>
    <message>
        <source>Other services may have taken up what was answered wrongly. Open one suspect and look where its words come again.</source>
        <translation>Andere Dienste haben vielleicht aufgenommen, was falsch beantwortet wurde. Öffnen Sie einen Verdachtsfall, und sehen Sie nach, wo seine Worte wiederkehren.</translation>
    </message>
    <message>
        <source>Find where the wrong answers were used</source>
        <translation>Finden, wo die falschen Antworten benutzt wurden</translation>
    </message>
    <message>
        <source>The services that used them are known and their owners are told.</source>
        <translation>Die Dienste, die sie benutzten, sind bekannt, und ihre Verantwortlichen wissen es.</translation>
    </message>
    <message>
        <source>The release that moved the service to other servers has to set the window.</source>
        <translation>Das Release, das den Dienst auf andere Server brachte, muss das Fenster setzen.</translation>
    </message>
    <message>
        <source>Tell the owner which window is too small</source>
        <translation>Den Verantwortlichen sagen, welches Fenster zu klein ist</translation>
    </message>
    <message>
        <source>Input of {service} is cut silently by the servers behind its last release; callers are on the fallback route. The window has to be set before the breaker is reset.</source>
        <translation>Eingaben von {service} werden von den Servern hinter dem letzten Release still abgeschnitten; die Aufrufer sind auf der Ausweichroute. Das Fenster muss gesetzt werden, bevor der Breaker zurückgesetzt wird.</translation>
    </message>
    <message>
        <source>Answers fall apart under load</source>
        <translation>Antworten zerfallen unter Last</translation>
    </message>
    <message>
        <source>Answers run in loops or lose their order when more is asked than the servers can take, and nothing was deployed.</source>
        <translation>Antworten laufen in Schleifen oder verlieren ihre Ordnung, wenn mehr verlangt wird, als die Server fassen, und nichts wurde ausgerollt.</translation>
    </message>
    <message>
        <source>Some servers get slow when they are full; some get worse. Every request is answered, so no dashboard of errors sees it. Do not roll back: no release made it. Less load does.</source>
        <translation>Manche Server werden langsam, wenn sie voll sind; manche werden schlechter. Jede Anfrage wird beantwortet, darum sieht es keine Fehleranzeige. Nehmen Sie nichts zurück: Kein Release hat es gebracht. Weniger Last hilft.</translation>
    </message>
    <message>
        <source>Hold the rate of bad answers against queue time or requests a second. A knee is what you look for.</source>
        <translation>Halten Sie die Rate schlechter Antworten gegen Wartezeit oder Anfragen je Sekunde. Gesucht ist ein Knick.</translation>
    </message>
    <message>
        <source>See whether bad answers go with the load</source>
        <translation>Nachsehen, ob schlechte Antworten mit der Last gehen</translation>
    </message>
    <message>
        <source>Below some load answers are as always; above it they fall apart. No release stands at the onset, or answers before and after it fail alike at the same load.</source>
        <translation>Unter einer gewissen Last sind Antworten wie immer; darüber zerfallen sie. Am Beginn steht kein Release, oder Antworten davor und danach fallen bei gleicher Last gleich durch.</translation>
    </message>
    <message>
        <source>Loops and words without order are plain to see.</source>
        <translation>Schleifen und Worte ohne Ordnung sind leicht zu sehen.</translation>
    </message>
    <message>
        <source>At least two of three run in loops or fall apart.</source>
        <translation>Mindestens zwei von drei laufen in Schleifen oder zerfallen.</translation>
    </message>
    <message>
        <source>Who is sent away is told so, and can ask again; who gets a broken answer may act on it.</source>
        <translation>Wer abgewiesen wird, erfährt es und kann wieder fragen; wer eine kaputte Antwort bekommt, handelt vielleicht danach.</translation>
    </message>
    <message>
        <source>Shed 60 % of the requests to {service}</source>
        <translation>60 % der Anfragen an {service} abweisen</translation>
    </message>
    <message>
        <source>60 % brings up to 2.5 times the usual load back to it. Causes and Explore tell this incident&apos;s own amounts, each with its aim: the usual load, under the knee, or under a rate of failing answers.</source>
        <translation>60 % bringen bis zum 2,5-Fachen der üblichen Last auf diese zurück. „Ursachen“ und „Erkunden“ nennen die Mengen dieses Vorfalls, jede mit ihrem Ziel: die übliche Last, unter dem Knick oder unter einer Rate durchfallender Antworten.</translation>
    </message>
    <message>
        <source>the load of {service} is below the knee</source>
        <translation>die Last von {service} ist unter dem Knick</translation>
    </message>
    <message>
        <source>Its servers have room of their own.</source>
        <translation>Seine Server haben eigenen Platz.</translation>
    </message>
    <message>
        <source>What is let in has to be under the knee and sound. Requests that are sent away are no recovery, and are counted apart.</source>
        <translation>Was zugelassen wird, muss unter dem Knick und in Ordnung sein. Abgewiesene Anfragen sind keine Erholung und werden getrennt gezählt.</translation>
    </message>
    <message>
        <source>The rate is back at its baseline for at least 60 s at the load that is let in now.</source>
        <translation>Die Rate ist bei der jetzt zugelassenen Last seit mindestens 60 s wieder auf ihrem üblichen Stand.</translation>
    </message>
    <message>
        <source>Say at which load it begins.</source>
        <translation>Sagen Sie, bei welcher Last es beginnt.</translation>
    </message>
    <message>
        <source>Answers of {service} fall apart under load; a part of it is shed. Please limit what a server takes, or add servers, before all of it is let in again.</source>
        <translation>Antworten von {service} zerfallen unter Last; ein Teil davon wird abgewiesen. Bitte begrenzen Sie, was ein Server annimmt, oder fügen Sie Server hinzu, bevor wieder alles zugelassen wird.</translation>
    </message>
    <message>
        <source>Answers follow a wrong document</source>
        <translation>Antworten folgen einem falschen Dokument</translation>
    </message>
    <message>
        <source>Answers agree with what was retrieved and are wrong all the same, since the index was refreshed with old or wrong documents.</source>
        <translation>Antworten stimmen mit dem Gefundenen überein und sind trotzdem falsch, seit der Index mit alten oder falschen Dokumenten erneuert wurde.</translation>
    </message>
    <message>
        <source>the version of the index that was searched before the onset</source>
        <translation>die Version des Index, in der vor dem Beginn gesucht wurde</translation>
    </message>
    <message>
        <source>A faithful answer to a wrong document is a wrong answer. Whatever compares answer and context stays green. What shows it is a known answer, another document, or what the same service said before.</source>
        <translation>Eine treue Antwort auf ein falsches Dokument ist eine falsche Antwort. Was Antwort und Kontext vergleicht, bleibt grün. Was es zeigt, ist eine bekannte Antwort, ein anderes Dokument oder was derselbe Dienst zuvor sagte.</translation>
    </message>
    <message>
        <source>Known answers fail from one point in time on, and faithfulness does not. Look for the mark of an index version.</source>
        <translation>Bekannte Antworten fallen von einem Zeitpunkt an durch, Faithfulness nicht. Suchen Sie die Marke einer Index-Version.</translation>
    </message>
    <message>
        <source>Confirm that known answers fail and faithfulness does not</source>
        <translation>Bestätigen, dass bekannte Antworten durchfallen und Faithfulness nicht</translation>
    </message>
    <message>
        <source>The rate rose where the version of an index changed, and groundedness is as before.</source>
        <translation>Die Rate stieg, wo die Version eines Index wechselte, und groundedness ist wie zuvor.</translation>
    </message>
    <message>
        <source>Select the failed answers and look at which document they have in common.</source>
        <translation>Wählen Sie die durchgefallenen Antworten, und sehen Sie nach, welches Dokument sie gemeinsam haben.</translation>
    </message>
    <message>
        <source>Find what the wrong answers were given in common</source>
        <translation>Finden, was die falschen Antworten gemeinsam bekamen</translation>
    </message>
    <message>
        <source>One document, or one age of all documents, sets them apart; other passages beside it say otherwise.</source>
        <translation>Ein Dokument oder ein Alter aller Dokumente hebt sie ab; andere Passagen daneben sagen anderes.</translation>
    </message>
    <message>
        <source>Searches use the version that is pinned; nothing is deleted.</source>
        <translation>Die Suche benutzt die festgesetzte Version; nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>Pin {service} to index {last_good_index}</source>
        <translation>{service} auf Index {last_good_index} festsetzen</translation>
    </message>
    <message>
        <source>The version before did not hold the document.</source>
        <translation>Die Version davor enthielt das Dokument nicht.</translation>
    </message>
    <message>
        <source>no new search of {service} finds the document</source>
        <translation>keine neue Suche von {service} findet das Dokument</translation>
    </message>
    <message>
        <source>Known answers are asked all the time: they show it first.</source>
        <translation>Bekannte Antworten werden ständig gefragt: Sie zeigen es zuerst.</translation>
    </message>
    <message>
        <source>Known answers pass again for at least 60 s, and new searches name the index that is pinned.</source>
        <translation>Bekannte Antworten bestehen seit mindestens 60 s wieder, und neue Suchen nennen den festgesetzten Index.</translation>
    </message>
    <message>
        <source>Answers that rest on it are a list, not a rate.</source>
        <translation>Antworten, die darauf beruhen, sind eine Liste, keine Rate.</translation>
    </message>
    <message>
        <source>List the answers that rest on the document</source>
        <translation>Die Antworten auflisten, die auf dem Dokument beruhen</translation>
    </message>
    <message>
        <source>The list is exported and handed to whoever calls the customers.</source>
        <translation>Die Liste ist exportiert und übergeben an wen die Kunden anrufen wird.</translation>
    </message>
    <message>
        <source>The document has to go before the index is refreshed again.</source>
        <translation>Das Dokument muss fort sein, bevor der Index wieder erneuert wird.</translation>
    </message>
    <message>
        <source>Tell the owner of the index which document is wrong</source>
        <translation>Den Verantwortlichen des Index sagen, welches Dokument falsch ist</translation>
    </message>
    <message>
        <source>{service} is pinned to the index before: its newest version holds a document that is wrong. Please remove it at its source and refresh again.</source>
        <translation>{service} ist auf den Index davor festgesetzt: Seine neueste Version enthält ein falsches Dokument. Bitte entfernen Sie es an der Quelle, und erneuern Sie ihn wieder.</translation>
    </message>
    <message>
        <source>A new prompt version made answers worse</source>
        <translation>Eine neue Prompt-Version machte Antworten schlechter</translation>
    </message>
    <message>
        <source>Right after a prompt version went out, a check of any kind fails more often, and the model, the documents and the load are as before.</source>
        <translation>Gleich nach einer neuen Prompt-Version fällt irgendeine Prüfung öfter durch, und Modell, Dokumente und Last sind wie zuvor.</translation>
    </message>
    <message>
        <source>the prompt version that was served before the onset</source>
        <translation>die Prompt-Version, die vor dem Beginn diente</translation>
    </message>
    <message>
        <source>A prompt is changed by people who read three answers, and read by a model that gives thousands. What it loses is seldom what it was changed for: a format, a refusal, a language, a rule for money. Whichever check fails, the hands are the same: **go back first, compare afterwards**. A prompt goes back at once and loses nothing.</source>
        <translation>Einen Prompt ändern Menschen, die drei Antworten lesen, und es liest ihn ein Modell, das Tausende gibt. Was er verliert, ist selten das, wofür er geändert wurde: ein Format, eine Ablehnung, eine Sprache, eine Regel für Geld. Welche Prüfung auch durchfällt, die Handgriffe sind dieselben: **erst zurück, danach vergleichen**. Ein Prompt geht sofort zurück, und nichts geht verloren.</translation>
    </message>
    <message>
        <source>Where answers add what no passage holds, or are cut, there is a runbook for just that.</source>
        <translation>Wo Antworten hinzufügen, was keine Passage enthält, oder abgeschnitten sind, gibt es ein Runbook dafür.</translation>
    </message>
    <message>
        <source>The rise has to stand at a prompt mark. Where only a share of the users has the new version, the others are the control: split by prompt version.</source>
        <translation>Der Anstieg muss an einer Prompt-Marke stehen. Wo nur ein Teil der Nutzer die neue Version hat, sind die anderen die Kontrolle: Teilen Sie nach Prompt-Version auf.</translation>
    </message>
    <message>
        <source>Confirm that it began with a prompt version</source>
        <translation>Bestätigen, dass es mit einer Prompt-Version begann</translation>
    </message>
    <message>
        <source>The rate rose where a prompt mark stands, and answers of the version before are as they were.</source>
        <translation>Die Rate stieg, wo eine Prompt-Marke steht, und Antworten der Version davor sind, wie sie waren.</translation>
    </message>
    <message>
        <source>If answers of both versions fail alike, this is the wrong runbook: look at the model, the index and the load.</source>
        <translation>Fallen Antworten beider Versionen gleich durch, ist dies das falsche Runbook: Sehen Sie nach Modell, Index und Last.</translation>
    </message>
    <message>
        <source>Open one suspect and one sound answer of the version before, side by side. The instructions are the first message of each.</source>
        <translation>Öffnen Sie einen Verdachtsfall und eine gute Antwort der Version davor nebeneinander. Die Anweisungen sind die erste Nachricht von jeder.</translation>
    </message>
    <message>
        <source>Compare the instructions and one answer of both versions</source>
        <translation>Die Anweisungen und je eine Antwort beider Versionen vergleichen</translation>
    </message>
    <message>
        <source>You can name what the new instructions lack, or say that it cannot be seen.</source>
        <translation>Sie können nennen, was den neuen Anweisungen fehlt, oder sagen, dass es nicht zu sehen ist.</translation>
    </message>
    <message>
        <source>The version before served until the onset. Whoever wants the new one back lifts the pin.</source>
        <translation>Die Version davor diente bis zum Beginn. Wer die neue zurückwill, hebt den Pin auf.</translation>
    </message>
    <message>
        <source>Nothing but the prompt changed at the onset, and the version before served well.</source>
        <translation>Am Beginn änderte sich nichts als der Prompt, und die Version davor diente gut.</translation>
    </message>
    <message>
        <source>no new answer of {service} has the new prompt version</source>
        <translation>keine neue Antwort von {service} hat die neue Prompt-Version</translation>
    </message>
    <message>
        <source>Only answers that began after the pin count. Caches may hold answers of the new version for a while: a share that does not fall any more is such a cache.</source>
        <translation>Nur Antworten zählen, die nach dem Pin begannen. Caches halten vielleicht eine Weile Antworten der neuen Version: Ein Anteil, der nicht mehr fällt, ist ein solcher Cache.</translation>
    </message>
    <message>
        <source>The rate is back at its baseline for at least 60 s, and new answers name version {last_good_prompt}.</source>
        <translation>Die Rate ist seit mindestens 60 s wieder auf ihrem üblichen Stand, und neue Antworten nennen Version {last_good_prompt}.</translation>
    </message>
    <message>
        <source>What becomes of the new version?</source>
        <translation>Was wird aus der neuen Version?</translation>
    </message>
    <message>
        <source>Is it known which sentence made answers worse?</source>
        <translation>Ist bekannt, welcher Satz Antworten schlechter machte?</translation>
    </message>
    <message>
        <source>Say what got worse, by how much, and since when: the author of the prompt saw three good answers.</source>
        <translation>Sagen Sie, was schlechter wurde, um wie viel und seit wann: Wer den Prompt schrieb, sah drei gute Antworten.</translation>
    </message>
    <message>
        <source>Tell the author of the prompt</source>
        <translation>Den Verfassern des Prompts Bescheid geben</translation>
    </message>
    <message>
        <source>The newest prompt version of {service} made answers worse and is no longer served; version {last_good_prompt} is. Please compare both on the golden set before it goes out again.</source>
        <translation>Die neueste Prompt-Version von {service} machte Antworten schlechter und dient nicht mehr; Version {last_good_prompt} dient. Bitte vergleichen Sie beide am Goldsatz, bevor sie wieder hinausgeht.</translation>
    </message>
    <message>
        <source>A service tells the wrong time</source>
        <translation>Ein Dienst meldet die falsche Zeit</translation>
    </message>
    <message>
        <source>What a service tells is dated well before or after it arrives, all by as much, and nothing speaks against its answers.</source>
        <translation>Was ein Dienst meldet, ist deutlich vor oder nach seiner Ankunft datiert, alles um gleich viel, und nichts spricht gegen seine Antworten.</translation>
    </message>
    <message>
        <source>the service whose clock is off</source>
        <translation>der Dienst, dessen Uhr falsch geht</translation>
    </message>
    <message>
        <source>A clock that is off makes causes come after their effects. Every order of events across services is wrong until it is put right, and a change may be taken for innocent because it seems too late.</source>
        <translation>Eine Uhr, die falsch geht, lässt Ursachen nach ihren Wirkungen kommen. Jede Reihenfolge von Ereignissen über Dienste hinweg ist falsch, bis sie gestellt ist, und eine Änderung gilt vielleicht als unschuldig, weil sie zu spät scheint.</translation>
    </message>
    <message>
        <source>Compare when its spans ended with when they arrived, and with those of other services.</source>
        <translation>Vergleichen Sie, wann seine Spans endeten, mit ihrer Ankunft und mit denen anderer Dienste.</translation>
    </message>
    <message>
        <source>See by how much, and since when, the clock of {service} is off</source>
        <translation>Nachsehen, um wie viel und seit wann die Uhr von {service} falsch geht</translation>
    </message>
    <message>
        <source>Its link says how far the clock is off; other links do not.</source>
        <translation>Seine Verbindung sagt, wie weit die Uhr falsch geht; andere nicht.</translation>
    </message>
    <message>
        <source>A wrong date makes no answer wrong.</source>
        <translation>Ein falsches Datum macht keine Antwort falsch.</translation>
    </message>
    <message>
        <source>See whether anything speaks against the answers</source>
        <translation>Nachsehen, ob etwas gegen die Antworten spricht</translation>
    </message>
    <message>
        <source>All checks are as before.</source>
        <translation>Alle Prüfungen sind wie zuvor.</translation>
    </message>
    <message>
        <source>It read the right clock until the onset.</source>
        <translation>Sie las bis zum Beginn die richtige Uhr.</translation>
    </message>
    <message>
        <source>new answers of {service} are dated when they arrive</source>
        <translation>neue Antworten von {service} sind auf ihre Ankunft datiert</translation>
    </message>
    <message>
        <source>Hold the time that {service} tells against the time at which it was recorded.</source>
        <translation>Halten Sie die Zeit, die {service} meldet, gegen die, zu der es aufgezeichnet wurde.</translation>
    </message>
    <message>
        <source>Verify that the telemetry is right again</source>
        <translation>Bestätigen, dass die Telemetrie wieder stimmt</translation>
    </message>
    <message>
        <source>What came after the pin is dated when it came, within a second or two.</source>
        <translation>Was nach dem Pin kam, ist auf seine Ankunft datiert, bis auf ein, zwei Sekunden.</translation>
    </message>
    <message>
        <source>Whoever reads the charts later must know that its times are wrong.</source>
        <translation>Wer die Diagramme später liest, muss wissen, dass seine Zeiten falsch sind.</translation>
    </message>
    <message>
        <source>Is the stretch with wrong times noted?</source>
        <translation>Ist der Abschnitt mit falschen Zeiten vermerkt?</translation>
    </message>
    <message>
        <source>Was anything put down to the wrong time meanwhile?</source>
        <translation>Wurde inzwischen etwas der falschen Zeit zugeschrieben?</translation>
    </message>
    <message>
        <source>Say by how much.</source>
        <translation>Sagen Sie, um wie viel.</translation>
    </message>
    <message>
        <source>Tell the owner of the instrumentation by how much it is off</source>
        <translation>Den Verantwortlichen der Instrumentierung sagen, um wie viel sie falsch geht</translation>
    </message>
    <message>
        <source>The newest instrumentation of {service} reads a clock that is off; the version before is pinned. Please mend it before the pin is lifted.</source>
        <translation>Die neueste Instrumentierung von {service} liest eine Uhr, die falsch geht; die Version davor ist festgesetzt. Bitte bringen Sie das in Ordnung, bevor der Pin aufgehoben wird.</translation>
    </message>
    <message>
        <source>Some tenants get other figures than their documents say</source>
        <translation>Manche Mandanten bekommen andere Zahlen, als ihre Dokumente sagen</translation>
    </message>
    <message>
        <source>Answers given with one adapter state figures that their passages do not hold, while answers without it stay sound.</source>
        <translation>Antworten mit einem Adapter nennen Zahlen, die ihre Passagen nicht enthalten, während Antworten ohne ihn in Ordnung bleiben.</translation>
    </message>
</context>
<context>
    <name>runbookview</name>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>In effect</source>
        <translation>Wirksam</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Erholt</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>erreicht</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>cannot be reached</source>
        <translation>nicht erreichbar</translation>
    </message>
    <message>
        <source>mean badness</source>
        <translation>mittlerer Fehlergrad</translation>
    </message>
    <message>
        <source>share beyond what was usual</source>
        <translation>Anteil über dem Üblichen</translation>
    </message>
    <message>
        <source>failed share</source>
        <translation>Fehleranteil</translation>
    </message>
    <message>
        <source>no answers judged since it took effect</source>
        <translation>keine Antworten bewertet, seit es wirksam wurde</translation>
    </message>
    <message>
        <source>%1 %2, n = %3</source>
        <translation>%1 %2, n = %3</translation>
    </message>
    <message>
        <source>no alarm was open for %1, so nothing here can recover; %2</source>
        <translation>für %1 war kein Alarm offen, also kann sich hier nichts erholen; %2</translation>
    </message>
    <message>
        <source>%1. Still failing: %2</source>
        <translation>%1. Noch durchgefallen: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, has to stay below %2</source>
        <translation>%1, muss unter %2 bleiben</translation>
    </message>
    <message>
        <source>Not yet enough data. %1</source>
        <translation>Noch nicht genug Daten. %1</translation>
    </message>
    <message>
        <source>Still bad. %1</source>
        <translation>Noch schlecht. %1</translation>
    </message>
    <message>
        <source>nothing was measured</source>
        <translation>nichts wurde gemessen</translation>
    </message>
    <message>
        <source>not recovered within %1: %2</source>
        <translation>nicht erholt binnen %1: %2</translation>
    </message>
    <message>
        <source>not known to have recovered within %1: %2</source>
        <translation>nicht bekannt, ob erholt, binnen %1: %2</translation>
    </message>
    <message>
        <source>no answers came since it took effect</source>
        <translation>keine Antworten gekommen, seit es wirksam wurde</translation>
    </message>
    <message>
        <source>share with a wrong time</source>
        <translation>Anteil mit falscher Zeit</translation>
    </message>
    <message>
        <source>no answers were seen just before: whether a clock was wrong is not known</source>
        <translation>unmittelbar davor wurden keine Antworten gesehen: ob eine Uhr falsch ging, ist nicht bekannt</translation>
    </message>
    <message>
        <source>too few answers came just before to tell whether a clock was wrong (n = %1, %2 with a wrong time)</source>
        <translation>unmittelbar davor kamen zu wenige Antworten, um zu sagen, ob eine Uhr falsch ging (n = %1, %2 mit falscher Zeit)</translation>
    </message>
    <message>
        <source>none of the %1 answers just before had a wrong time, so nothing here can recover</source>
        <translation>keine der %1 Antworten unmittelbar davor hatte eine falsche Zeit, also kann sich hier nichts erholen</translation>
    </message>
    <message>
        <source>%1 of the %2 answers just before had a wrong time, too few to measure a recovery by</source>
        <translation>%1 der %2 Antworten unmittelbar davor hatten eine falsche Zeit, zu wenige, um daran eine Erholung zu messen</translation>
    </message>
    <message>
        <source>further off than %1 is not seen</source>
        <translation>weiter daneben als %1 wird nicht gesehen</translation>
    </message>
    <message>
        <source>%1, and that they come %2 late is taken for usual</source>
        <translation>%1, und dass sie %2 zu spät kommen, gilt als üblich</translation>
    </message>
    <message>
        <source>%1; %2; %3</source>
        <translation>%1; %2; %3</translation>
    </message>
    <message>
        <source>Expect</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Möglichkeiten</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Requires</source>
        <translation>Nötig</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Max age</source>
        <translation>Höchstalter</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Probe set</source>
        <translation>Sondensatz</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Stichproben</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Spielraum</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
</context>
<context>
    <name>runbookview::ActionLog</name>
    <message>
        <source>What was done</source>
        <translation>Was getan wurde</translation>
    </message>
    <message>
        <source>Up to this moment no lever was armed and no step was taken.</source>
        <translation>Bis zu diesem Moment wurde kein Hebel scharf gestellt und kein Schritt getan.</translation>
    </message>
    <message>
        <source>Go Live</source>
        <translation>Zu Live</translation>
    </message>
</context>
<context>
    <name>runbookview::ApprovalBox</name>
    <message>
        <source>Approve</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>A plan that waits for approval</source>
        <translation>Ein Plan, der auf Freigabe wartet</translation>
    </message>
    <message>
        <source>Who asks for approval</source>
        <translation>Wer um Freigabe bittet</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>What was said of the plan</source>
        <translation>Was zum Plan gesagt wurde</translation>
    </message>
    <message>
        <source>All that would be sent</source>
        <translation>Alles, was gesendet würde</translation>
    </message>
    <message>
        <source>The whole plan</source>
        <translation>Der ganze Plan</translation>
    </message>
    <message>
        <source>Reason; needed to decline</source>
        <translation>Grund; zum Ablehnen nötig</translation>
    </message>
    <message>
        <source>Reason for what you say</source>
        <translation>Grund für das, was Sie sagen</translation>
    </message>
    <message>
        <source>Approve the plan</source>
        <translation>Den Plan freigeben</translation>
    </message>
    <message>
        <source>Decline the plan, for the reason given</source>
        <translation>Den Plan ablehnen, aus dem genannten Grund</translation>
    </message>
    <message>
        <source>Your plan waits for the approval of another person</source>
        <translation>Ihr Plan wartet auf die Freigabe einer anderen Person</translation>
    </message>
    <message>
        <source>%1 asks for your approval</source>
        <translation>%1 bittet um Ihre Freigabe</translation>
    </message>
    <message>
        <source>%1 on %2, %3</source>
        <translation>%1 auf %2, %3</translation>
    </message>
    <message>
        <source>, for the step “%1”</source>
        <translation>, für den Schritt „%1“</translation>
    </message>
    <message>
        <source>Asked at %1; it lapses at %2, in %3 min. Plan %4.</source>
        <translation>Gefragt um %1; verfällt um %2, in %3 min. Plan %4.</translation>
    </message>
    <message numerus="yes">
        <source> %n more wait behind it.</source>
        <translation>
            <numerusform> %n weiterer wartet dahinter.</numerusform>
            <numerusform> %n weitere warten dahinter.</numerusform>
        </translation>
    </message>
    <message>
        <source>The plan is too long to be told here: approve it with plumbline lever approve.</source>
        <translation>Der Plan ist zu lang, um hier genannt zu werden: geben Sie ihn mit plumbline lever approve frei.</translation>
    </message>
    <message>
        <source>What is told of the plan does not fit its hash: it is not to be approved here.</source>
        <translation>Was zum Plan genannt wird, passt nicht zu seinem Hash: hier ist er nicht freizugeben.</translation>
    </message>
    <message>
        <source>Another plan is shown now: the one before does not wait any more.</source>
        <translation>Jetzt wird ein anderer Plan gezeigt: der vorige wartet nicht mehr.</translation>
    </message>
    <message>
        <source>You approved it at %1. It can be fired until %2; decline it to take that back.</source>
        <translation>Sie gaben ihn um %1 frei. Bis %2 kann er ausgelöst werden; ablehnen nimmt das zurück.</translation>
    </message>
    <message>
        <source>You declined it at %1: %2</source>
        <translation>Sie lehnten ihn um %1 ab: %2</translation>
    </message>
</context>
<context>
    <name>runbookview::HoldButton</name>
    <message>
        <source>Hold to fire</source>
        <translation>Zum Auslösen halten</translation>
    </message>
    <message>
        <source>Hold the mouse button, Enter or Space for half a second; a short press does nothing.</source>
        <translation>Maustaste, Eingabe oder Leertaste eine halbe Sekunde halten; ein kurzer Druck tut nichts.</translation>
    </message>
    <message>
        <source>Armed. %1</source>
        <translation>Scharf. %1</translation>
    </message>
    <message>
        <source>Not armed: it does nothing now. %1</source>
        <translation>Nicht scharf: tut jetzt nichts. %1</translation>
    </message>
    <message>
        <source>held, %1 %</source>
        <translation>gehalten, %1 %</translation>
    </message>
    <message>
        <source>armed</source>
        <translation>scharf</translation>
    </message>
    <message>
        <source>not armed</source>
        <translation>nicht scharf</translation>
    </message>
    <message>
        <source>Hold to %1</source>
        <translation>Halten: %1</translation>
    </message>
</context>
<context>
    <name>runbookview::Introduction</name>
    <message>
        <source>Introduction</source>
        <translation>Einleitung</translation>
    </message>
</context>
<context>
    <name>runbookview::LadderView</name>
    <message>
        <source>Effect ladder</source>
        <translation>Wirkungsleiter</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not tested for an undo</source>
        <translation>bei einer Rücknahme nicht geprüft</translation>
    </message>
    <message>
        <source>not tested: nothing was moved</source>
        <translation>nicht geprüft: nichts wurde bewegt</translation>
    </message>
    <message>
        <source>tested once it is in effect</source>
        <translation>wird geprüft, sobald es wirksam ist</translation>
    </message>
    <message>
        <source>Not tested yet.</source>
        <translation>Noch nicht geprüft.</translation>
    </message>
    <message>
        <source> at %1</source>
        <translation> um %1</translation>
    </message>
</context>
<context>
    <name>runbookview::LeverBoard</name>
    <message>
        <source>Levers</source>
        <translation>Hebel</translation>
    </message>
    <message>
        <source>No lever has been read yet.</source>
        <translation>Noch kein Hebel wurde gelesen.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Levers as they were read last</source>
        <translation>Hebel, wie zuletzt gelesen</translation>
    </message>
    <message>
        <source>Runbook to read</source>
        <translation>Runbook zum Lesen</translation>
    </message>
    <message>
        <source>Test the control plane</source>
        <translation>Die Steuerungsebene testen</translation>
    </message>
    <message>
        <source>Reads one lever, and says what is wrong if the control plane cannot be reached; nothing is moved</source>
        <translation>Liest einen Hebel und sagt, was falsch ist, wenn die Steuerungsebene nicht erreichbar ist; nichts wird bewegt</translation>
    </message>
    <message>
        <source>Runbook: what the open alarm proposes</source>
        <translation>Runbook: was der offene Alarm vorschlägt</translation>
    </message>
</context>
<context>
    <name>runbookview::LeverController</name>
    <message>
        <source>Another step was chosen.</source>
        <translation>Ein anderer Schritt wurde gewählt.</translation>
    </message>
    <message>
        <source>The step was left.</source>
        <translation>Der Schritt wurde verlassen.</translation>
    </message>
    <message>
        <source>Somebody else has changed the lever.</source>
        <translation>Jemand anderes hat den Hebel geändert.</translation>
    </message>
    <message>
        <source>Disarmed. %1</source>
        <translation>Entschärft. %1</translation>
    </message>
    <message>
        <source>A command is on its way.</source>
        <translation>Ein Befehl ist unterwegs.</translation>
    </message>
    <message>
        <source>The lever has not been read yet.</source>
        <translation>Der Hebel wurde noch nicht gelesen.</translation>
    </message>
    <message>
        <source>The lever is being read.</source>
        <translation>Der Hebel wird gelesen.</translation>
    </message>
    <message>
        <source>The state shown is stale.</source>
        <translation>Der gezeigte Zustand ist veraltet.</translation>
    </message>
    <message>
        <source>Somebody else has changed it since: an undo would overwrite that.</source>
        <translation>Jemand anderes hat ihn seitdem geändert: eine Rücknahme würde das überschreiben.</translation>
    </message>
    <message>
        <source>There is nothing to put back yet: what was sent may yet land.</source>
        <translation>Es gibt noch nichts zurückzusetzen: das Gesendete kann noch ankommen.</translation>
    </message>
    <message>
        <source>What was put back may yet land: it is read back, and not sent again.</source>
        <translation>Das Zurückgesetzte kann noch ankommen: es wird zurückgelesen und nicht erneut gesendet.</translation>
    </message>
    <message>
        <source>The same write is open: it was sent, and may yet land. Read it again, or set it aside.</source>
        <translation>Dasselbe Schreiben ist offen: es wurde gesendet und kann noch ankommen. Lesen Sie es erneut, oder legen Sie es beiseite.</translation>
    </message>
    <message>
        <source>This was fired already; see what became of it above.</source>
        <translation>Dies wurde schon ausgelöst; oben steht, was daraus wurde.</translation>
    </message>
    <message>
        <source>Nothing to do: there is no entry.</source>
        <translation>Nichts zu tun: es gibt keinen Eintrag.</translation>
    </message>
    <message>
        <source>Nothing to do: it is empty.</source>
        <translation>Nichts zu tun: er ist leer.</translation>
    </message>
    <message>
        <source>Nothing to do: it stands at %1.</source>
        <translation>Nichts zu tun: er steht auf %1.</translation>
    </message>
    <message>
        <source>Arm first. %1</source>
        <translation>Erst scharf stellen. %1</translation>
    </message>
    <message>
        <source>Hold to confirm: keep it pressed until it is full.</source>
        <translation>Zum Bestätigen halten: gedrückt lassen, bis es voll ist.</translation>
    </message>
    <message>
        <source> What serves, %1: %2.</source>
        <translation> Was bedient, %1: %2.</translation>
    </message>
    <message>
        <source>Nothing was sent. %1</source>
        <translation>Nichts wurde gesendet. %1</translation>
    </message>
    <message>
        <source>the undo was chosen instead</source>
        <translation>stattdessen wurde die Rücknahme gewählt</translation>
    </message>
    <message>
        <source>Undo chosen. Read what it does, then arm and hold as before.</source>
        <translation>Rücknahme gewählt. Lesen Sie, was sie tut, dann wie zuvor scharf stellen und halten.</translation>
    </message>
    <message>
        <source>a new step was chosen instead</source>
        <translation>stattdessen wurde ein neuer Schritt gewählt</translation>
    </message>
    <message>
        <source>A new step, no undo: it overwrites what stands there now. Type the target, then arm and hold.</source>
        <translation>Ein neuer Schritt, keine Rücknahme: er überschreibt, was jetzt dort steht. Ziel eingeben, dann scharf stellen und halten.</translation>
    </message>
    <message>
        <source>What became of it was read later, at %1.</source>
        <translation>Was daraus wurde, wurde später gelesen, um %1.</translation>
    </message>
    <message>
        <source>That was so then. By now the control plane shows %1: somebody else has changed it.</source>
        <translation>So war es damals. Inzwischen zeigt die Steuerungsebene %1: jemand anderes hat den Hebel geändert.</translation>
    </message>
    <message>
        <source>no entry</source>
        <translation>kein Eintrag</translation>
    </message>
    <message>
        <source>an empty value</source>
        <translation>ein leerer Wert</translation>
    </message>
    <message>
        <source>The window was closed.</source>
        <translation>Das Fenster wurde geschlossen.</translation>
    </message>
    <message>
        <source>By hand.</source>
        <translation>Von Hand.</translation>
    </message>
    <message>
        <source>The typed target was changed.</source>
        <translation>Das eingegebene Ziel wurde geändert.</translation>
    </message>
    <message>
        <source>Put back at %1 UTC, and in effect: nothing is left to arm.</source>
        <translation>Um %1 UTC zurückgesetzt und wirksam: nichts ist mehr scharf zu stellen.</translation>
    </message>
    <message>
        <source>Fired at %1 UTC, and in effect. To arm it again, undo it first.</source>
        <translation>Um %1 UTC ausgelöst und wirksam. Um erneut scharf zu stellen, erst rückgängig machen.</translation>
    </message>
    <message>
        <source>Fired at %1 UTC, and in effect: nothing is left to arm.</source>
        <translation>Um %1 UTC ausgelöst und wirksam: nichts ist mehr scharf zu stellen.</translation>
    </message>
    <message>
        <source>The glass was put back.</source>
        <translation>Der Notbehelf wurde beendet.</translation>
    </message>
    <message>
        <source>The glass was broken.</source>
        <translation>Der Notbehelf wurde genutzt.</translation>
    </message>
</context>
<context>
    <name>runbookview::LeverFacts</name>
    <message>
        <source>%1 more</source>
        <translation>%1 weitere</translation>
    </message>
    <message>
        <source>%1 left alone: %2</source>
        <translation>%1 in Ruhe gelassen: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>%1 nicht lesbar: %2</translation>
    </message>
    <message>
        <source>%1, each written to: %2</source>
        <translation>%1, auf jedes wird geschrieben: %2</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>not set</source>
        <translation>nicht gesetzt</translation>
    </message>
    <message>
        <source>takes %1 away</source>
        <translation>nimmt %1 weg</translation>
    </message>
    <message>
        <source>This is the safe direction: caps and approvals do not hold it up.</source>
        <translation>Das ist die sichere Richtung: Obergrenzen und Freigaben halten sie nicht auf.</translation>
    </message>
    <message>
        <source>One other person has to approve plan %1.</source>
        <translation>Eine andere Person muss den Plan %1 freigeben.</translation>
    </message>
    <message>
        <source>%1 other people have to approve plan %2.</source>
        <translation>%1 andere Personen müssen den Plan %2 freigeben.</translation>
    </message>
    <message>
        <source>At most %1 an hour.</source>
        <translation>Höchstens %1 in der Stunde.</translation>
    </message>
    <message>
        <source>At most %1 answers of the last 15 min.</source>
        <translation>Höchstens %1 Antworten der letzten 15 min.</translation>
    </message>
    <message>
        <source>Dry run: it would be accepted (%1).</source>
        <translation>Probelauf: es würde angenommen (%1).</translation>
    </message>
    <message>
        <source>Dry run: it would be refused (%1).</source>
        <translation>Probelauf: es würde abgelehnt (%1).</translation>
    </message>
    <message>
        <source>Dry run: not known what would be said to it (%1).</source>
        <translation>Probelauf: nicht bekannt, was dazu gesagt würde (%1).</translation>
    </message>
    <message>
        <source>Writes</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Replikate</translation>
    </message>
    <message>
        <source>Sends</source>
        <translation>Sendet</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>Reaches</source>
        <translation>Reichweite</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Guard</source>
        <translation>Schutz</translation>
    </message>
    <message>
        <source>E&amp;xact Request</source>
        <translation>E&amp;xakte Anfrage</translation>
    </message>
    <message>
        <source>Headers and body as they will be sent, secrets masked (Alt+X)</source>
        <translation>Kopfzeilen und Rumpf, wie sie gesendet werden, Geheimnisse verdeckt (Alt+X)</translation>
    </message>
    <message>
        <source>Exact request</source>
        <translation>Exakte Anfrage</translation>
    </message>
    <message>
        <source>Request that will be sent</source>
        <translation>Anfrage, die gesendet wird</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>Rücknahme: %1</translation>
    </message>
    <message>
        <source>Set back: %1</source>
        <translation>Zurücksetzen: %1</translation>
    </message>
    <message>
        <source>none, it stands at %1</source>
        <translation>keine, er steht auf %1</translation>
    </message>
    <message>
        <source>%1, environment unknown</source>
        <translation>%1, Umgebung unbekannt</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>The runbook calls this step dangerous.</source>
        <translation>Das Runbook nennt diesen Schritt gefährlich.</translation>
    </message>
    <message>
        <source>The profile does not say.</source>
        <translation>Das Profil sagt es nicht.</translation>
    </message>
    <message>
        <source>By setting %1 again, as another step: this overwrites what somebody else has set.</source>
        <translation>Indem %1 wieder gesetzt wird, als weiterer Schritt: das überschreibt, was jemand anderes gesetzt hat.</translation>
    </message>
    <message>
        <source>This is the undo. The step itself can be carried out again after it.</source>
        <translation>Dies ist die Rücknahme. Der Schritt selbst kann danach wieder ausgeführt werden.</translation>
    </message>
    <message>
        <source>Nobody has written down how.</source>
        <translation>Niemand hat aufgeschrieben, wie.</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>What stands in the exact request in base64, in words</source>
        <translation>Was in der exakten Anfrage in Base64 steht, in Worten</translation>
    </message>
    <message>
        <source>Being counted</source>
        <translation>Wird gezählt</translation>
    </message>
    <message>
        <source>Unknown: %1</source>
        <translation>Unbekannt: %1</translation>
    </message>
    <message>
        <source>in the last 15 min</source>
        <translation>in den letzten 15 min</translation>
    </message>
    <message>
        <source>in the 15 min before the cursor</source>
        <translation>in den 15 min vor dem Cursor</translation>
    </message>
    <message>
        <source>No answers of %1 were recorded %2.</source>
        <translation>Von %1 wurden %2 keine Antworten aufgezeichnet.</translation>
    </message>
    <message>
        <source>%1 answers of %2 %3</source>
        <translation>%1 Antworten von %2 %3</translation>
    </message>
    <message>
        <source>Written only if nobody has changed it since it was read.</source>
        <translation>Nur geschrieben, wenn seit dem Lesen niemand ihn geändert hat.</translation>
    </message>
    <message>
        <source>Checked just before writing; a change in the same moment could be lost.</source>
        <translation>Kurz vor dem Schreiben geprüft; eine Änderung im selben Moment könnte verloren gehen.</translation>
    </message>
    <message>
        <source>Nothing keeps it from overwriting somebody else&apos;s change.</source>
        <translation>Nichts hindert daran, die Änderung eines anderen zu überschreiben.</translation>
    </message>
</context>
<context>
    <name>runbookview::LeverPanel</name>
    <message>
        <source>Ask for Approval</source>
        <translation>Freigabe erbitten</translation>
    </message>
    <message>
        <source>Break the Glass</source>
        <translation>Notbehelf</translation>
    </message>
    <message>
        <source>Arm</source>
        <translation>Scharf stellen</translation>
    </message>
    <message>
        <source>Hold</source>
        <translation>Halten</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>Zurücknehmen…</translation>
    </message>
    <message>
        <source>Read Again</source>
        <translation>Erneut lesen</translation>
    </message>
    <message>
        <source>Set Aside…</source>
        <translation>Beiseitelegen…</translation>
    </message>
    <message>
        <source>Confirm in Effect</source>
        <translation>Wirkung bestätigen</translation>
    </message>
    <message>
        <source>Why this write does not count any more</source>
        <translation>Warum dieses Schreiben nicht mehr zählt</translation>
    </message>
    <message>
        <source>Set It Aside</source>
        <translation>Beiseitelegen</translation>
    </message>
    <message>
        <source>Set the write aside for good, with this reason</source>
        <translation>Das Schreiben endgültig beiseitelegen, aus diesem Grund</translation>
    </message>
    <message>
        <source>Keep It Open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <source>Do not set the write aside</source>
        <translation>Das Schreiben nicht beiseitelegen</translation>
    </message>
    <message>
        <source>What became of it stays unknown, and it may still land. The step can be fired again after this.</source>
        <translation>Was daraus wurde, bleibt unbekannt, und es kann noch ankommen. Danach kann der Schritt wieder ausgelöst werden.</translation>
    </message>
    <message>
        <source>Set It Back as a New Step…</source>
        <translation>Als neuen Schritt zurücksetzen…</translation>
    </message>
    <message>
        <source>Type the target to allow arming</source>
        <translation>Ziel eingeben, um scharf stellen zu können</translation>
    </message>
    <message>
        <source>State of the lever</source>
        <translation>Zustand des Hebels</translation>
    </message>
    <message>
        <source>Shows what puts the prior state back; then arm and hold.</source>
        <translation>Zeigt, was den vorigen Zustand wiederherstellt; dann scharf stellen und halten.</translation>
    </message>
    <message>
        <source>set back</source>
        <translation>zurückgesetzt</translation>
    </message>
    <message>
        <source>Disarm</source>
        <translation>Entschärfen</translation>
    </message>
    <message>
        <source>Type %1 to allow arming.</source>
        <translation>%1 eingeben, um scharf stellen zu können.</translation>
    </message>
    <message>
        <source>The lever has not been read yet; it is asked for since %1.</source>
        <translation>Der Hebel wurde noch nicht gelesen; gefragt wird seit %1.</translation>
    </message>
    <message>
        <source>Stale, last read %1 ago: %2</source>
        <translation>Veraltet, zuletzt gelesen vor %1: %2</translation>
    </message>
    <message>
        <source>Stale: the lever was last read %1 ago. Arming waits for a fresh reading.</source>
        <translation>Veraltet: der Hebel wurde zuletzt vor %1 gelesen. Scharf stellen wartet auf eine frische Lesung.</translation>
    </message>
    <message>
        <source>On its way. Waiting for the control plane&apos;s answer; it is not sent again.</source>
        <translation>Unterwegs. Die Antwort der Steuerungsebene steht aus; es wird nicht erneut gesendet.</translation>
    </message>
    <message>
        <source>Armed, %1 s left. Keep “%2” pressed for half a second, with the mouse or Enter.</source>
        <translation>Scharf, noch %1 s. „%2“ eine halbe Sekunde gedrückt halten, mit Maus oder Eingabe.</translation>
    </message>
    <message>
        <source>Not armed: arming waits for the target. Type %1 above.</source>
        <translation>Nicht scharf: scharf stellen wartet auf das Ziel. Geben Sie oben %1 ein.</translation>
    </message>
    <message>
        <source>The safe direction: keep “%1” pressed for half a second, with the mouse or Enter. No arming.</source>
        <translation>Die sichere Richtung: „%1“ eine halbe Sekunde gedrückt halten, mit Maus oder Eingabe. Ohne Scharfstellen.</translation>
    </message>
    <message>
        <source>Not armed. Nothing happens until you arm and hold.</source>
        <translation>Nicht scharf. Nichts geschieht, bis Sie scharf stellen und halten.</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Guard rails</source>
        <translation>Leitplanken</translation>
    </message>
    <message>
        <source>Broken glass</source>
        <translation>Notbehelf</translation>
    </message>
    <message>
        <source>Reason for breaking the glass</source>
        <translation>Grund für den Notbehelf</translation>
    </message>
    <message>
        <source>Reason; it is recorded</source>
        <translation>Grund; er wird aufgezeichnet</translation>
    </message>
    <message>
        <source>Lifts caps and approvals for this step. Who did it and why is recorded.</source>
        <translation>Hebt Obergrenzen und Freigaben für diesen Schritt auf. Wer es tat und warum, wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>Approval of others</source>
        <translation>Freigabe anderer</translation>
    </message>
    <message>
        <source>Whoever has this recording open in a window of their own sees the plan, and may approve or decline it.</source>
        <translation>Wer diese Aufzeichnung in einem eigenen Fenster offen hat, sieht den Plan und kann ihn freigeben oder ablehnen.</translation>
    </message>
    <message>
        <source>Asked at %1. Who has this recording open sees the plan until %2.</source>
        <translation>Gefragt um %1. Wer diese Aufzeichnung offen hat, sieht den Plan bis %2.</translation>
    </message>
    <message>
        <source>Another person can approve it in a window on this recording.</source>
        <translation>Eine andere Person kann ihn in einem Fenster auf dieser Aufzeichnung freigeben.</translation>
    </message>
    <message>
        <source>Ask Again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Glass broken: %1. Caps and approvals do not hold this step up.</source>
        <translation>Notbehelf: %1. Obergrenzen und Freigaben halten diesen Schritt nicht auf.</translation>
    </message>
    <message>
        <source>Breaking the glass lifts caps, approvals and what the runbook requires, for a reason that is recorded.</source>
        <translation>Der Notbehelf hebt Obergrenzen, Freigaben und die Forderungen des Runbooks auf, aus einem Grund, der aufgezeichnet wird.</translation>
    </message>
    <message>
        <source>Put It Back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Fired through broken glass: %1</source>
        <translation>Über den Notbehelf ausgelöst: %1</translation>
    </message>
    <message>
        <source>Open writes</source>
        <translation>Offene Schreibvorgänge</translation>
    </message>
    <message>
        <source>Way back</source>
        <translation>Rückweg</translation>
    </message>
    <message>
        <source>Reads the lever now; nothing is sent.</source>
        <translation>Liest den Hebel jetzt; nichts wird gesendet.</translation>
    </message>
    <message>
        <source>Takes the write for one that does not count any more, for a reason that is recorded.</source>
        <translation>Nimmt das Schreiben für eines, das nicht mehr zählt, aus einem Grund, der aufgezeichnet wird.</translation>
    </message>
    <message>
        <source>Reads the lever and what serves once more, and settles the step by that; nothing is written.</source>
        <translation>Liest den Hebel und was bedient noch einmal und entscheidet den Schritt danach; nichts wird geschrieben.</translation>
    </message>
    <message>
        <source>Shows what sets the prior state over what stands there now; then type the target, arm and hold.</source>
        <translation>Zeigt, was den vorigen Zustand über das setzt, was jetzt dort steht; dann Ziel eingeben, scharf stellen und halten.</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>zurücknehmen</translation>
    </message>
    <message>
        <source>fire</source>
        <translation>auslösen</translation>
    </message>
    <message>
        <source>set %1</source>
        <translation>setze %1</translation>
    </message>
    <message>
        <source>trip</source>
        <translation>auslösen</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>zurücksetzen</translation>
    </message>
    <message>
        <source>pin</source>
        <translation>festsetzen</translation>
    </message>
    <message>
        <source>unpin</source>
        <translation>lösen</translation>
    </message>
    <message>
        <source>shed</source>
        <translation>abweisen</translation>
    </message>
    <message>
        <source>limit</source>
        <translation>begrenzen</translation>
    </message>
    <message>
        <source>raise</source>
        <translation>erhöhen</translation>
    </message>
    <message>
        <source>lower</source>
        <translation>senken</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>anhalten</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>pausieren</translation>
    </message>
    <message>
        <source>drain</source>
        <translation>leeren</translation>
    </message>
    <message>
        <source>disable</source>
        <translation>abschalten</translation>
    </message>
    <message>
        <source>block</source>
        <translation>sperren</translation>
    </message>
    <message>
        <source>restart</source>
        <translation>neustarten</translation>
    </message>
    <message>
        <source>purge</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>scale</source>
        <translation>skalieren</translation>
    </message>
</context>
<context>
    <name>runbookview::OpenWriteReader</name>
    <message>
        <source>it holds an empty value</source>
        <translation>es enthält einen leeren Wert</translation>
    </message>
    <message>
        <source>it stands at “%1”</source>
        <translation>es steht auf „%1“</translation>
    </message>
    <message>
        <source>there is no entry</source>
        <translation>es gibt keinen Eintrag</translation>
    </message>
    <message>
        <source>it could not be read: %1</source>
        <translation>es konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>It is being asked.</source>
        <translation>Es wird gefragt.</translation>
    </message>
    <message>
        <source>It is no longer asked by itself; Read Again asks once more.</source>
        <translation>Es wird nicht mehr von selbst gefragt; Erneut lesen fragt noch einmal.</translation>
    </message>
    <message>
        <source>It is asked again in %1 s.</source>
        <translation>Es wird in %1 s wieder gefragt.</translation>
    </message>
    <message>
        <source>The control plane shows it. Whether it is served is asked now.</source>
        <translation>Die Steuerungsebene zeigt es. Ob es bedient wird, wird jetzt gefragt.</translation>
    </message>
    <message>
        <source>The control plane shows it, and nothing that serves says otherwise. New answers are awaited.</source>
        <translation>Die Steuerungsebene zeigt es, und nichts, was bedient, sagt anderes. Neue Antworten werden erwartet.</translation>
    </message>
    <message>
        <source>The control plane shows it, but what serves does not, asked at %1: %2.</source>
        <translation>Die Steuerungsebene zeigt es, aber was bedient nicht, gefragt um %1: %2.</translation>
    </message>
    <message>
        <source>It is being read back.</source>
        <translation>Es wird zurückgelesen.</translation>
    </message>
    <message>
        <source>It is no longer read by itself; Read Again asks once more.</source>
        <translation>Es wird nicht mehr von selbst gelesen; Erneut lesen fragt noch einmal.</translation>
    </message>
    <message>
        <source>It is read again in %1 s.</source>
        <translation>Es wird in %1 s wieder gelesen.</translation>
    </message>
    <message>
        <source>The write may yet land.</source>
        <translation>Das Schreiben kann noch ankommen.</translation>
    </message>
    <message>
        <source>once</source>
        <translation>einmal</translation>
    </message>
    <message>
        <source>%1 times</source>
        <translation>%1-mal</translation>
    </message>
    <message>
        <source>Read back %1, last at %2: %3. The write may yet land.</source>
        <translation>%1 zurückgelesen, zuletzt um %2: %3. Das Schreiben kann noch ankommen.</translation>
    </message>
</context>
<context>
    <name>runbookview::OtherProposal</name>
    <message>
        <source>another alarm</source>
        <translation>ein anderer Alarm</translation>
    </message>
    <message>
        <source>Leave shows what fits %1 better by now: %2</source>
        <translation>Verlassen zeigt, was zu %1 inzwischen besser passt: %2</translation>
    </message>
    <message>
        <source>Leave shows what %1 proposes: %2</source>
        <translation>Verlassen zeigt, was %1 vorschlägt: %2</translation>
    </message>
</context>
<context>
    <name>runbookview::PastText</name>
    <message>
        <source>ships with Plumbline</source>
        <translation>kommt mit Plumbline</translation>
    </message>
    <message>
        <source>git %1</source>
        <translation>git %1</translation>
    </message>
    <message>
        <source>git, never committed</source>
        <translation>git, nie eingecheckt</translation>
    </message>
    <message>
        <source>git %1 with changes that are not committed</source>
        <translation>git %1 mit nicht eingecheckten Änderungen</translation>
    </message>
    <message>
        <source>git %1; whether all of it is committed is not known</source>
        <translation>git %1; ob alles davon eingecheckt ist, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Aborted at %1 by %2: %3</source>
        <translation>Abgebrochen um %1 von %2: %3</translation>
    </message>
    <message>
        <source>Not begun at this moment.</source>
        <translation>In diesem Moment nicht begonnen.</translation>
    </message>
    <message>
        <source>Begun.</source>
        <translation>Begonnen.</translation>
    </message>
    <message>
        <source>Begun at %1 by %2</source>
        <translation>Begonnen um %1 von %2</translation>
    </message>
    <message>
        <source>○ Not yet</source>
        <translation>○ Noch nicht</translation>
    </message>
    <message>
        <source>%1 (%2 times)</source>
        <translation>%1 (%2-mal)</translation>
    </message>
    <message>
        <source>%1 %2 at %3 by %4</source>
        <translation>%1 %2 um %3 von %4</translation>
    </message>
    <message>
        <source>Undone from %1</source>
        <translation>Zurückgenommen von %1</translation>
    </message>
    <message>
        <source>Fired at %1</source>
        <translation>Ausgelöst um %1</translation>
    </message>
    <message>
        <source> by %1</source>
        <translation> von %1</translation>
    </message>
    <message>
        <source> at %1. %2</source>
        <translation> um %1. %2</translation>
    </message>
    <message>
        <source>What became of it is not known.</source>
        <translation>Was daraus wurde, ist nicht bekannt.</translation>
    </message>
</context>
<context>
    <name>runbookview::ProbePanel</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>Was gefragt wird</translation>
    </message>
    <message>
        <source>What asking takes</source>
        <translation>Was das Fragen kostet</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Stop asking; what was answered is kept</source>
        <translation>Aufhören zu fragen; das Beantwortete bleibt</translation>
    </message>
    <message>
        <source>Questions asked</source>
        <translation>Gestellte Fragen</translation>
    </message>
    <message>
        <source>How many were asked</source>
        <translation>Wie viele gestellt wurden</translation>
    </message>
    <message>
        <source>Questions of the probe set</source>
        <translation>Fragen des Sondensatzes</translation>
    </message>
    <message>
        <source>The chosen question, with both answers</source>
        <translation>Die gewählte Frage, mit beiden Antworten</translation>
    </message>
    <message>
        <source>The probe set is being read.</source>
        <translation>Der Sondensatz wird gelesen.</translation>
    </message>
    <message>
        <source>The endpoint cannot be asked: %1</source>
        <translation>Der Endpunkt kann nicht gefragt werden: %1</translation>
    </message>
    <message>
        <source>No endpoint is known that could be asked: name one in PLUMBLINE_PROBE_ENDPOINT and start again.</source>
        <translation>Kein Endpunkt ist bekannt, der gefragt werden könnte: nennen Sie einen in PLUMBLINE_PROBE_ENDPOINT und starten Sie neu.</translation>
    </message>
    <message>
        <source>Another step is being asked, and one is asked at a time.</source>
        <translation>Ein anderer Schritt wird gefragt, und es wird nur einer zugleich gefragt.</translation>
    </message>
    <message>
        <source>%1 question of %2 (%3)</source>
        <translation>%1 Frage von %2 (%3)</translation>
    </message>
    <message>
        <source>%1 questions of %2 (%3)</source>
        <translation>%1 Fragen von %2 (%3)</translation>
    </message>
    <message>
        <source>Asks %1 and, beside it, %2: %3.</source>
        <translation>Fragt %1 und daneben %2: %3.</translation>
    </message>
    <message>
        <source>Asks %1: %2.</source>
        <translation>Fragt %1: %2.</translation>
    </message>
    <message>
        <source> It has to be better, and right in %1 % of them.</source>
        <translation> Er muss besser sein und in %1 % davon richtig.</translation>
    </message>
    <message>
        <source> It may not be worse by %1 %, and has to be right in %2 % of them.</source>
        <translation> Er darf nicht um %1 % schlechter sein und muss in %2 % davon richtig sein.</translation>
    </message>
    <message>
        <source> It has to be right in %1 % of them.</source>
        <translation> Er muss in %1 % davon richtig sein.</translation>
    </message>
    <message>
        <source>It takes %1.%2</source>
        <translation>Es kostet %1.%2</translation>
    </message>
    <message>
        <source> Sent to %1.</source>
        <translation> Gesendet an %1.</translation>
    </message>
    <message>
        <source>Ask Again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Fragen</translation>
    </message>
    <message>
        <source>Ask all of it once more</source>
        <translation>Alles noch einmal fragen</translation>
    </message>
    <message>
        <source>Ask until it is shown or refuted</source>
        <translation>Fragen, bis es gezeigt oder widerlegt ist</translation>
    </message>
    <message>
        <source>%1 of at most %2</source>
        <translation>%1 von höchstens %2</translation>
    </message>
    <message>
        <source>This session cannot ask anybody. Do this step in a live window that moves levers, or with plumbline canary prove.</source>
        <translation>Diese Sitzung kann niemanden fragen. Führen Sie diesen Schritt in einem Live-Fenster aus, das Hebel bewegt, oder mit plumbline canary prove.</translation>
    </message>
</context>
<context>
    <name>runbookview::ProbeTable</name>
    <message>
        <source>right</source>
        <translation>richtig</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>cannot be told</source>
        <translation>nicht zu sagen</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>both</source>
        <translation>beide</translation>
    </message>
    <message>
        <source>neither</source>
        <translation>keiner</translation>
    </message>
    <message>
        <source>candidate</source>
        <translation>Kandidat</translation>
    </message>
    <message>
        <source>current</source>
        <translation>aktuell</translation>
    </message>
    <message>
        <source>%1, %2 of %3 right so far: %4</source>
        <translation>%1, %2 von %3 bisher richtig: %4</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>Kandidat</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>%1: not asked yet</source>
        <translation>%1: noch nicht gefragt</translation>
    </message>
    <message>
        <source>%1 (%2), %3 of %4 right so far, the last one %5</source>
        <translation>%1 (%2), %3 von %4 bisher richtig, die letzte %5</translation>
    </message>
    <message>
        <source> (served by %1)</source>
        <translation> (bedient von %1)</translation>
    </message>
    <message>
        <source>Question: %1
Expected: %2</source>
        <translation>Frage: %1
Erwartet: %2</translation>
    </message>
    <message>
        <source>Right: %1</source>
        <translation>Richtig: %1</translation>
    </message>
</context>
<context>
    <name>runbookview::ProofView</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Candidate %1: %2.</source>
        <translation>Kandidat %1: %2.</translation>
    </message>
    <message>
        <source> Current %1: %2.</source>
        <translation> Aktuell %1: %2.</translation>
    </message>
    <message>
        <source> Asked for: %1.</source>
        <translation> Verlangt: %1.</translation>
    </message>
    <message>
        <source>Shares of right answers</source>
        <translation>Anteile richtiger Antworten</translation>
    </message>
    <message>
        <source>nothing known yet</source>
        <translation>noch nichts bekannt</translation>
    </message>
    <message>
        <source>%1 of %2 right, %3 to %4</source>
        <translation>%1 von %2 richtig, %3 bis %4</translation>
    </message>
    <message>
        <source>Candidate %1</source>
        <translation>Kandidat %1</translation>
    </message>
    <message>
        <source>Current %1</source>
        <translation>Aktuell %1</translation>
    </message>
    <message>
        <source>%1 asked for</source>
        <translation>%1 verlangt</translation>
    </message>
    <message>
        <source>So far: %1; not yet enough.</source>
        <translation>Bisher: %1; noch nicht genug.</translation>
    </message>
    <message>
        <source>So far: not yet enough.</source>
        <translation>Bisher: noch nicht genug.</translation>
    </message>
    <message>
        <source>Proven. %1</source>
        <translation>Bewiesen. %1</translation>
    </message>
    <message>
        <source>Not good enough. %1</source>
        <translation>Nicht gut genug. %1</translation>
    </message>
    <message>
        <source>Undecided. %1</source>
        <translation>Unentschieden. %1</translation>
    </message>
    <message>
        <source>No verdict: the endpoint failed, which says nothing of the answers. %1</source>
        <translation>Kein Urteil: der Endpunkt fiel aus, was nichts über die Antworten sagt. %1</translation>
    </message>
    <message>
        <source>Stopped: no verdict.</source>
        <translation>Angehalten: kein Urteil.</translation>
    </message>
</context>
<context>
    <name>runbookview::ReasonBox</name>
    <message>
        <source>Why the run is aborted</source>
        <translation>Warum der Durchgang abgebrochen wird</translation>
    </message>
    <message>
        <source>Abort the Run</source>
        <translation>Durchgang abbrechen</translation>
    </message>
    <message>
        <source>Abort the run for good, with this reason</source>
        <translation>Den Durchgang endgültig abbrechen, aus diesem Grund</translation>
    </message>
    <message>
        <source>Keep It</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Do not abort the run</source>
        <translation>Den Durchgang nicht abbrechen</translation>
    </message>
    <message>
        <source>Nothing is moved back by this: what was fired stays as it is.</source>
        <translation>Dadurch wird nichts zurückbewegt: was ausgelöst wurde, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Say why, then press %1 again.</source>
        <translation>Sagen Sie, warum, dann drücken Sie %1 noch einmal.</translation>
    </message>
</context>
<context>
    <name>runbookview::RunOffer</name>
    <message>
        <source>Begun at %1 by %2, and neither finished nor aborted.</source>
        <translation>Begonnen um %1 von %2, und weder beendet noch abgebrochen.</translation>
    </message>
    <message>
        <source>It will be read back when the run is taken up, and not fired again.</source>
        <translation>Es wird zurückgelesen, wenn der Durchgang wieder aufgenommen wird, und nicht erneut ausgelöst.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Abort…</source>
        <translation>Abbrechen…</translation>
    </message>
    <message>
        <source>What the unfinished run has done</source>
        <translation>Was der unfertige Durchgang getan hat</translation>
    </message>
    <message>
        <source>Take up the unfinished run again</source>
        <translation>Den unfertigen Durchgang wieder aufnehmen</translation>
    </message>
    <message>
        <source>Abort the unfinished run</source>
        <translation>Den unfertigen Durchgang abbrechen</translation>
    </message>
    <message>
        <source>An unfinished run: %1, %2 of %3 steps settled</source>
        <translation>Ein unfertiger Durchgang: %1, %2 von %3 Schritten entschieden</translation>
    </message>
    <message>
        <source>It cannot be taken up again: %1</source>
        <translation>Er kann nicht wieder aufgenommen werden: %1</translation>
    </message>
</context>
<context>
    <name>runbookview::RunbookDock</name>
    <message>
        <source>Choosing a runbook</source>
        <translation>Ein Runbook wählen</translation>
    </message>
    <message>
        <source>It was put back to %1. The step is still to be done.</source>
        <translation>Es wurde auf %1 zurückgesetzt. Der Schritt ist noch zu tun.</translation>
    </message>
    <message>
        <source>This is missing from the timeline: %1</source>
        <translation>Das fehlt im Verlauf: %1</translation>
    </message>
    <message>
        <source>Abort…</source>
        <translation>Abbrechen…</translation>
    </message>
    <message>
        <source>Abort this run, with a reason</source>
        <translation>Diesen Durchgang abbrechen, mit einem Grund</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Leave this run and choose another runbook</source>
        <translation>Diesen Durchgang verlassen und ein anderes Runbook wählen</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>What was fired before the run was taken up again</source>
        <translation>Was ausgelöst wurde, bevor der Durchgang wieder aufgenommen wurde</translation>
    </message>
    <message>
        <source>Steps and instructions</source>
        <translation>Schritte und Anweisungen</translation>
    </message>
    <message>
        <source>A runbook could not be read: %1</source>
        <translation>Ein Runbook konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>%1 of %2 steps done</source>
        <translation>%1 von %2 Schritten erledigt</translation>
    </message>
    <message>
        <source>%1 at %2 by %3</source>
        <translation>%1 um %2 von %3</translation>
    </message>
    <message>
        <source>Needs %1, which was not given when the run began: this step cannot be carried out here. Skip it and say why, or leave and start again with it.</source>
        <translation>Braucht %1, das beim Beginn des Durchgangs nicht gegeben war: dieser Schritt ist hier nicht ausführbar. Überspringen Sie ihn mit Grund, oder verlassen Sie und beginnen Sie neu damit.</translation>
    </message>
    <message>
        <source>This step has no lever to arm: choose one that moves a lever.</source>
        <translation>Dieser Schritt hat keinen Hebel: wählen Sie einen, der einen Hebel bewegt.</translation>
    </message>
    <message>
        <source>No lever to arm yet: start a runbook and choose a step of it that moves a lever.</source>
        <translation>Noch kein Hebel: starten Sie ein Runbook und wählen Sie einen Schritt, der einen Hebel bewegt.</translation>
    </message>
    <message>
        <source>This run has no step for it. Leave it, and what was asked for is ready to start: %1</source>
        <translation>Dieser Durchgang hat keinen Schritt dafür. Verlassen Sie ihn, und das Verlangte steht bereit: %1</translation>
    </message>
    <message>
        <source>Next Lever: %1</source>
        <translation>Nächster Hebel: %1</translation>
    </message>
    <message>
        <source>Go to the next lever, %1; nothing is fired</source>
        <translation>Zum nächsten Hebel, %1; nichts wird ausgelöst</translation>
    </message>
    <message>
        <source>The past can be looked at, not commanded.</source>
        <translation>Die Vergangenheit kann angesehen, nicht befehligt werden.</translation>
    </message>
    <message>
        <source>Another Plumbline writes this recording.</source>
        <translation>Ein anderes Plumbline schreibt diese Aufzeichnung.</translation>
    </message>
    <message>
        <source>Another Plumbline writes this recording: %1.</source>
        <translation>Ein anderes Plumbline schreibt diese Aufzeichnung: %1.</translation>
    </message>
    <message>
        <source>Its run is followed here, a second behind at most. Steps are settled and levers moved there, by one console at a time, so that no step is settled twice. To take the run over, close that one: the next live window offers to resume it, and so does &quot;plumbline runbook run&quot; with --record. Who takes it over is recorded.</source>
        <translation>Ihrem Durchgang wird hier gefolgt, höchstens eine Sekunde später. Schritte werden dort entschieden und Hebel dort bewegt, von einer Konsole zugleich, damit kein Schritt zweimal entschieden wird. Um zu übernehmen, schließen Sie jene: das nächste Live-Fenster bietet die Fortsetzung an, ebenso „plumbline runbook run“ mit --record. Wer übernimmt, wird aufgezeichnet.</translation>
    </message>
    <message>
        <source>No control plane is connected: nothing can be moved from here. Start Plumbline with --profile and a profile&apos;s name or file, for example --profile etcd, to connect one.</source>
        <translation>Keine Steuerungsebene ist verbunden: von hier kann nichts bewegt werden. Starten Sie Plumbline mit --profile und Namen oder Datei eines Profils, etwa --profile etcd, um eine zu verbinden.</translation>
    </message>
    <message>
        <source>The run was aborted. What was fired stays as it is.</source>
        <translation>Der Durchgang wurde abgebrochen. Was ausgelöst wurde, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Put back by %1 before the run was taken up again.</source>
        <translation>Von %1 zurückgesetzt, bevor der Durchgang wieder aufgenommen wurde.</translation>
    </message>
    <message>
        <source>Fired by %1 before the run was taken up again.</source>
        <translation>Von %1 ausgelöst, bevor der Durchgang wieder aufgenommen wurde.</translation>
    </message>
    <message>
        <source>Before the run was taken up again:</source>
        <translation>Bevor der Durchgang wieder aufgenommen wurde:</translation>
    </message>
    <message>
        <source>There is a newer version of this runbook (%1). The run keeps the version that it was begun with; leave it and start again to use the newer one.</source>
        <translation>Es gibt eine neuere Fassung dieses Runbooks (%1). Der Durchgang behält die, mit der er begonnen wurde; verlassen Sie ihn und beginnen Sie neu für die neuere.</translation>
    </message>
    <message>
        <source>All steps are settled.</source>
        <translation>Alle Schritte sind entschieden.</translation>
    </message>
    <message>
        <source>Step %1: %2</source>
        <translation>Schritt %1: %2</translation>
    </message>
</context>
<context>
    <name>runbookview::RunbookReader</name>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Lever %1 to %2</source>
        <translation>Hebel %1 auf %2</translation>
    </message>
</context>
<context>
    <name>runbookview::RunbookStart</name>
    <message>
        <source>Choose a runbook</source>
        <translation>Ein Runbook wählen</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Runbook</source>
        <translation>Runbook</translation>
    </message>
    <message>
        <source>Runbooks of your own are Markdown files in %1, read again when one changes.</source>
        <translation>Ihre eigenen Runbooks sind Markdown-Dateien in %1, neu gelesen, wenn eine sich ändert.</translation>
    </message>
    <message>
        <source>This folder: %1</source>
        <translation>Dieser Ordner: %1</translation>
    </message>
    <message>
        <source>Not read: %1</source>
        <translation>Nicht gelesen: %1</translation>
    </message>
    <message>
        <source>For: %1</source>
        <translation>Für: %1</translation>
    </message>
    <message>
        <source>Another alarm proposes: %1</source>
        <translation>Ein anderer Alarm schlägt vor: %1</translation>
    </message>
    <message>
        <source>What %1 rests on</source>
        <translation>Worauf %1 beruht</translation>
    </message>
    <message>
        <source>Typed by hand when the service was %1; not known of %2.</source>
        <translation>Von Hand eingegeben, als der Dienst %1 war; nicht bekannt für %2.</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>nicht genannt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>%1 What was proposed on it is not started. Wait for telemetry, or choose the runbook yourself and fill in what you know.</source>
        <translation>%1 Was darauf vorgeschlagen wurde, wird nicht gestartet. Warten Sie auf Telemetrie, oder wählen Sie das Runbook selbst und tragen Sie ein, was Sie wissen.</translation>
    </message>
    <message>
        <source>Still needed to start: %1. It is not known from the telemetry.</source>
        <translation>Zum Starten fehlt noch: %1. Die Telemetrie sagt es nicht.</translation>
    </message>
    <message>
        <source>Looking for a runbook for %1…</source>
        <translation>Ein Runbook für %1 wird gesucht…</translation>
    </message>
    <message>
        <source>There is no runbook.</source>
        <translation>Es gibt kein Runbook.</translation>
    </message>
    <message>
        <source>No alarm has proposed a runbook yet. When one does, its runbook stands here, with what is known of the alarm filled in. You can also choose one now.</source>
        <translation>Noch hat kein Alarm ein Runbook vorgeschlagen. Wenn einer es tut, steht sein Runbook hier, mit dem vom Alarm Bekannten ausgefüllt. Sie können auch jetzt eines wählen.</translation>
    </message>
    <message>
        <source>You can also choose one now.</source>
        <translation>Sie können auch jetzt eines wählen.</translation>
    </message>
    <message>
        <source>No runbook was found for %1 so far; it may be that none fits. If one is found, it stands here. You can also choose one now.</source>
        <translation>Für %1 wurde bisher kein Runbook gefunden; vielleicht passt keines. Wird eines gefunden, steht es hier. Sie können auch jetzt eines wählen.</translation>
    </message>
    <message>
        <source>The lever takes:</source>
        <translation>Der Hebel nimmt:</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>%1 nehmen</translation>
    </message>
    <message>
        <source>%1 has no “%2”. It takes: %3.</source>
        <translation>%1 kennt „%2“ nicht. Es nimmt: %3.</translation>
    </message>
    <message>
        <source>By what is known now another runbook fits better: %1</source>
        <translation>Nach dem, was jetzt bekannt ist, passt ein anderes Runbook besser: %1</translation>
    </message>
    <message>
        <source>Fill the form in as proposed</source>
        <translation>Formular wie vorgeschlagen ausfüllen</translation>
    </message>
    <message>
        <source>Not known so far; may stay empty</source>
        <translation>Bisher nicht bekannt; darf leer bleiben</translation>
    </message>
</context>
<context>
    <name>runbookview::StepControls</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Add Note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>What you saw, or why it is skipped</source>
        <translation>Was Sie sahen, oder warum er übersprungen wird</translation>
    </message>
    <message>
        <source>Note on this step</source>
        <translation>Notiz zu diesem Schritt</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>Do Again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>This step was done once more</source>
        <translation>Dieser Schritt wurde noch einmal getan</translation>
    </message>
    <message>
        <source>This step failed: it is not as it should be</source>
        <translation>Dieser Schritt schlug fehl: es ist nicht, wie es sein sollte</translation>
    </message>
    <message>
        <source>Decide: %1</source>
        <translation>Entscheiden: %1</translation>
    </message>
    <message>
        <source>Say why it is skipped, then press Skip again.</source>
        <translation>Sagen Sie, warum er übersprungen wird, dann drücken Sie Überspringen noch einmal.</translation>
    </message>
    <message>
        <source>Say what was otherwise than expected, then press Failed again.</source>
        <translation>Sagen Sie, was anders war als erwartet, dann drücken Sie Fehlgeschlagen noch einmal.</translation>
    </message>
    <message>
        <source>Write the note first.</source>
        <translation>Schreiben Sie zuerst die Notiz.</translation>
    </message>
    <message>
        <source>Noted in the timeline.</source>
        <translation>Im Verlauf vermerkt.</translation>
    </message>
</context>
<context>
    <name>runbookview::StepList</name>
    <message>
        <source>Undone: %1</source>
        <translation>Zurückgenommen: %1</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
</context>
<context>
    <name>scores</name>
    <message>
        <source>what was named was not it: %1</source>
        <translation>was genannt wurde, war es nicht: %1</translation>
    </message>
    <message>
        <source>%1; rightly, as was shown: %2</source>
        <translation>%1; zu Recht, wie sich zeigte: %2</translation>
    </message>
    <message>
        <source>%1 → %2: %3</source>
        <translation>%1 → %2: %3</translation>
    </message>
    <message>
        <source>identified, without a word</source>
        <translation>erkannt, ohne ein Wort</translation>
    </message>
    <message>
        <source>identified: %1</source>
        <translation>erkannt: %1</translation>
    </message>
    <message>
        <source>diagnosis fixed by %1: %2</source>
        <translation>Diagnose festgelegt von %1: %2</translation>
    </message>
    <message>
        <source>diagnosis fixed by %1, without a word</source>
        <translation>Diagnose festgelegt von %1, ohne ein Wort</translation>
    </message>
    <message>
        <source>began the runbook %1</source>
        <translation>begann das Runbook %1</translation>
    </message>
    <message>
        <source>no alarm was raised</source>
        <translation>kein Alarm wurde ausgelöst</translation>
    </message>
    <message>
        <source>%1 was raised</source>
        <translation>%1 wurde ausgelöst</translation>
    </message>
    <message>
        <source>nobody acknowledged an alarm</source>
        <translation>niemand quittierte einen Alarm</translation>
    </message>
    <message>
        <source>%1 was acknowledged by %2</source>
        <translation>%1 wurde von %2 quittiert</translation>
    </message>
    <message>
        <source>no alarm tells an onset</source>
        <translation>kein Alarm nennt einen Beginn</translation>
    </message>
    <message>
        <source>onset of %1, as it was estimated</source>
        <translation>Beginn von %1, wie geschätzt</translation>
    </message>
    <message>
        <source>as it was told</source>
        <translation>wie angegeben</translation>
    </message>
    <message>
        <source>%1 cleared, the last alarm of the fault</source>
        <translation>%1 ist beendet, der letzte Alarm des Fehlers</translation>
    </message>
    <message>
        <source>%1 has not cleared</source>
        <translation>%1 ist nicht beendet</translation>
    </message>
    <message>
        <source>%1 have not cleared</source>
        <translation>%1 sind nicht beendet</translation>
    </message>
    <message>
        <source>nobody said so, and no runbook was begun</source>
        <translation>niemand sagte es, und kein Runbook wurde begonnen</translation>
    </message>
    <message>
        <source>an earlier move was taken back</source>
        <translation>eine frühere Bewegung wurde zurückgenommen</translation>
    </message>
    <message>
        <source>it is not what ends this, though the signal recovered after it</source>
        <translation>das beendet dies nicht, obwohl sich das Signal danach erholte</translation>
    </message>
    <message>
        <source>it is not what ends this</source>
        <translation>das beendet dies nicht</translation>
    </message>
    <message>
        <source>recovery was shown after it</source>
        <translation>danach zeigte sich Erholung</translation>
    </message>
    <message>
        <source>it ends this; recovery was not shown</source>
        <translation>das beendet dies; Erholung zeigte sich nicht</translation>
    </message>
    <message>
        <source>recovery was shown not to come</source>
        <translation>es zeigte sich, dass Erholung nicht kam</translation>
    </message>
    <message>
        <source>what ends this is not known</source>
        <translation>was dies beendet, ist nicht bekannt</translation>
    </message>
    <message>
        <source>%1 was in effect at %2</source>
        <translation>%1 war wirksam auf %2</translation>
    </message>
    <message>
        <source>the rung recovered of %1: the one signal that it was moved for</source>
        <translation>die Sprosse Erholt von %1: das eine Signal, wofür er bewegt wurde</translation>
    </message>
    <message>
        <source>a lever that ends this was in effect; whether it stayed is not known</source>
        <translation>ein Hebel, der dies beendet, war wirksam; ob er es blieb, ist nicht bekannt</translation>
    </message>
    <message>
        <source>no lever was moved</source>
        <translation>kein Hebel wurde bewegt</translation>
    </message>
    <message>
        <source>no lever that ends this was in effect</source>
        <translation>kein Hebel, der dies beendet, war wirksam</translation>
    </message>
    <message>
        <source>no alarm was about it; %1 answers in at least %2 s since what ends it was in effect</source>
        <translation>kein Alarm galt dem; %1 Antworten in mindestens %2 s, seit wirksam war, was es beendet</translation>
    </message>
    <message>
        <source>no alarm was about it, and %1 answers in at least %2 s have not come yet since what ends it was in effect</source>
        <translation>kein Alarm galt dem, und %1 Antworten in mindestens %2 s sind noch nicht gekommen, seit wirksam war, was es beendet</translation>
    </message>
    <message>
        <source>%1 looked at the page Spread</source>
        <translation>%1 sah auf die Seite Ausbreitung</translation>
    </message>
    <message>
        <source>whether it moved is not known</source>
        <translation>ob er sich bewegte, ist nicht bekannt</translation>
    </message>
    <message>
        <source>accepted, never in effect</source>
        <translation>angenommen, nie wirksam</translation>
    </message>
    <message>
        <source>accepted; whether it came into effect is not known</source>
        <translation>angenommen; ob es wirksam wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>set aside; whether it moved is not known</source>
        <translation>beiseitegelegt; ob er sich bewegte, ist nicht bekannt</translation>
    </message>
    <message>
        <source>seen at the control plane</source>
        <translation>an der Steuerungsebene gesehen</translation>
    </message>
    <message>
        <source>nobody looked at the page Spread for 2 s or longer</source>
        <translation>niemand sah 2 s oder länger auf die Seite Ausbreitung</translation>
    </message>
    <message>
        <source>whether anybody looked at the page Spread is not known: it was not kept what was looked at</source>
        <translation>ob jemand auf die Seite Ausbreitung sah, ist nicht bekannt: was angesehen wurde, wurde nicht aufgezeichnet</translation>
    </message>
</context>
<context>
    <name>settings::KeyTree</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>Nothing found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
</context>
<context>
    <name>settings::ShortcutEditor</name>
    <message>
        <source>Search what is done, where, or by which key</source>
        <translation>Suchen, was getan wird, wo, oder mit welcher Taste</translation>
    </message>
    <message>
        <source>Search the keys</source>
        <translation>Tasten suchen</translation>
    </message>
    <message>
        <source>Arrows, Page Up and Down, Home, End, Enter, Space and Tab work in every list and field as they do everywhere, and Esc leaves and closes. Firing a lever always takes Enter, held.</source>
        <translation>Pfeile, Bild auf und ab, Pos1, Ende, Eingabe, Leertaste und Tab wirken in jeder Liste und jedem Feld wie überall, und Esc verlässt und schließt. Einen Hebel löst stets gehaltene Eingabe aus.</translation>
    </message>
    <message>
        <source>Change Key…</source>
        <translation>Taste ändern…</translation>
    </message>
    <message>
        <source>Then press the new key</source>
        <translation>Danach die neue Taste drücken</translation>
    </message>
    <message>
        <source>No Key</source>
        <translation>Keine Taste</translation>
    </message>
    <message>
        <source>The key does nothing there any more</source>
        <translation>Die Taste tut dort nichts mehr</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>The default key again</source>
        <translation>Wieder die vorgegebene Taste</translation>
    </message>
    <message>
        <source>Reset All</source>
        <translation>Alle zurücksetzen</translation>
    </message>
    <message>
        <source>All default keys again</source>
        <translation>Wieder alle vorgegebenen Tasten</translation>
    </message>
    <message>
        <source>Press a Key…</source>
        <translation>Taste drücken…</translation>
    </message>
    <message>
        <source>Press the new key of “%1”. Esc leaves it as it is.</source>
        <translation>Drücken Sie die neue Taste für „%1“. Esc lässt sie, wie sie ist.</translation>
    </message>
    <message>
        <source>%1 Press another one; Esc leaves it as it is.</source>
        <translation>%1 Drücken Sie eine andere; Esc lässt sie, wie sie ist.</translation>
    </message>
    <message>
        <source>Undo Reset</source>
        <translation>Zurücksetzen aufheben</translation>
    </message>
    <message>
        <source>All keys are the default ones again.</source>
        <translation>Alle Tasten sind wieder die vorgegebenen.</translation>
    </message>
</context>
<context>
    <name>settingsview::ImportPreview</name>
    <message>
        <source>&amp;Take Over</source>
        <translation>Ü&amp;bernehmen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>What the import would change</source>
        <translation>Was der Import ändern würde</translation>
    </message>
    <message>
        <source>%1 changes nothing: it all holds already.</source>
        <translation>%1 ändert nichts: alles gilt schon.</translation>
    </message>
    <message>
        <source>%1 changes %2 of your settings:</source>
        <translation>%1 ändert %2 Ihrer Einstellungen:</translation>
    </message>
    <message>
        <source>Nothing of %1 is taken over:</source>
        <translation>Aus %1 wird nichts übernommen:</translation>
    </message>
</context>
<context>
    <name>settingsview::SecretList</name>
    <message>
        <source>&amp;Look Again</source>
        <translation>Erneut &amp;nachsehen</translation>
    </message>
    <message>
        <source>Secrets by name</source>
        <translation>Geheimnisse nach Namen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Verlangt von</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Liegt in</translation>
    </message>
    <message>
        <source>Asking the keyring…</source>
        <translation>Der Schlüsselbund wird gefragt…</translation>
    </message>
</context>
<context>
    <name>settingsview::SettingRow</name>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>%1 zurücksetzen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose %1</source>
        <translation>%1 wählen</translation>
    </message>
    <message>
        <source>On</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Not set</source>
        <translation>Nicht gesetzt</translation>
    </message>
    <message>
        <source>All Files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>%1 · holds %2 · %3</source>
        <translation>%1 · gilt %2 · %3</translation>
    </message>
    <message>
        <source>dark mode, light mode, night, colours</source>
        <translation>Dunkelmodus, Hellmodus, dunkler Modus, heller Modus, Nacht, Farben</translation>
    </message>
</context>
<context>
    <name>settingsview::SettingsPanel</name>
    <message>
        <source>Sections</source>
        <translation>Abschnitte</translation>
    </message>
    <message>
        <source>No setting is like that</source>
        <translation>Keine Einstellung ist so</translation>
    </message>
    <message>
        <source>The search looks at titles, sentences, keys and values.</source>
        <translation>Die Suche sieht Titel, Sätze, Schlüssel und Werte an.</translation>
    </message>
    <message>
        <source>Show All Settings</source>
        <translation>Alle Einstellungen zeigen</translation>
    </message>
    <message>
        <source>Search all settings</source>
        <translation>Alle Einstellungen durchsuchen</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>&amp;Importieren…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Undo Last Change</source>
        <translation>Änderung zurücknehmen</translation>
    </message>
    <message>
        <source>Takes back: %1</source>
        <translation>Nimmt zurück: %1</translation>
    </message>
</context>
<context>
    <name>sources::MappingView</name>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>No service</source>
        <translation>Kein Dienst</translation>
    </message>
    <message>
        <source>%1 by %2 · %3, %4</source>
        <translation>%1 von %2 · %3, %4</translation>
    </message>
    <message>
        <source>other sources</source>
        <translation>andere Quellen</translation>
    </message>
    <message>
        <source>1 span or log record read</source>
        <translation>1 Span oder Log-Eintrag gelesen</translation>
    </message>
    <message>
        <source>%1 spans and log records read</source>
        <translation>%1 Spans und Log-Einträge gelesen</translation>
    </message>
    <message>
        <source>1 model call</source>
        <translation>1 Modellaufruf</translation>
    </message>
    <message>
        <source>%1 model calls</source>
        <translation>%1 Modellaufrufe</translation>
    </message>
    <message>
        <source>1 log record of a model call</source>
        <translation>1 Log-Eintrag eines Modellaufrufs</translation>
    </message>
    <message>
        <source>%1 log records of model calls</source>
        <translation>%1 Log-Einträge von Modellaufrufen</translation>
    </message>
    <message>
        <source>%1 instances</source>
        <translation>%1 Instanzen</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>no instance told</source>
        <translation>keine Instanz genannt</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 Eintrag</translation>
    </message>
    <message>
        <source>%1 records</source>
        <translation>%1 Einträge</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Filled from</source>
        <translation>Gefüllt aus</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>Dialekt</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>Believed</source>
        <translation>Geglaubt</translation>
    </message>
    <message>
        <source>Not believed</source>
        <translation>Nicht geglaubt</translation>
    </message>
    <message>
        <source>Fields and what filled them</source>
        <translation>Felder, und was sie füllte</translation>
    </message>
    <message>
        <source>What was understood</source>
        <translation>Was verstanden wurde</translation>
    </message>
    <message>
        <source>What the telemetry cannot tell</source>
        <translation>Was die Telemetrie nicht sagen kann</translation>
    </message>
    <message>
        <source>Attributes nobody knows</source>
        <translation>Attribute, die niemand kennt</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Nothing is missing that the console would use.</source>
        <translation>Nichts fehlt, was die Konsole verwenden würde.</translation>
    </message>
    <message>
        <source>No attribute that nobody knows</source>
        <translation>Kein unbekanntes Attribut</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Keine Konflikte</translation>
    </message>
    <message>
        <source>Conflicts: two attributes of one record disagree</source>
        <translation>Konflikte: zwei Attribute eines Eintrags widersprechen sich</translation>
    </message>
</context>
<context>
    <name>sources::MetricsView</name>
    <message>
        <source>What %1 told.</source>
        <translation>Was %1 meldete.</translation>
    </message>
    <message>
        <source>Of all services, whichever way they came; without what was pulled.</source>
        <translation>Von allen Diensten, auf welchem Weg auch immer; ohne das Abgeholte.</translation>
    </message>
    <message>
        <source>Of %1, whichever way they came; without what was pulled.</source>
        <translation>Von %1, auf welchem Weg auch immer; ohne das Abgeholte.</translation>
    </message>
    <message>
        <source>No metric of it up to this moment.</source>
        <translation>Bis zu diesem Moment keine Metrik davon.</translation>
    </message>
    <message>
        <source>Only the newest values of the recording are looked at.</source>
        <translation>Nur die neuesten Werte der Aufzeichnung werden angesehen.</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>Choose a source to see its metrics.</source>
        <translation>Wählen Sie eine Quelle, um ihre Metriken zu sehen.</translation>
    </message>
</context>
<context>
    <name>sources::SetupBlocks</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>Kopieren: %1</translation>
    </message>
</context>
<context>
    <name>sources::SetupPanel</name>
    <message>
        <source>What the service sends with</source>
        <translation>Womit der Dienst sendet</translation>
    </message>
    <message>
        <source>Settings for the service</source>
        <translation>Einstellungen für den Dienst</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>&lt;token&gt;: what the console&apos;s token file holds.</source>
        <translation>&lt;token&gt;: was in der Token-Datei der Konsole steht.</translation>
    </message>
    <message>
        <source>&lt;ca.pem&gt;: a file with the certificate of who signed the console&apos;s, or with the console&apos;s own; not needed where the service trusts it already.</source>
        <translation>&lt;ca.pem&gt;: eine Datei mit dem Zertifikat dessen, der das der Konsole signierte, oder dem der Konsole selbst; nicht nötig, wo der Dienst ihm schon vertraut.</translation>
    </message>
    <message>
        <source>The console listens on all addresses of this machine; where the service does not know its name, write one of them.</source>
        <translation>Die Konsole hört auf allen Adressen dieses Rechners; kennt der Dienst dessen Namen nicht, schreiben Sie eine davon.</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weiterer</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>? Waiting for the first span …</source>
        <translation>? Wartet auf den ersten Span …</translation>
    </message>
    <message>
        <source>? Waiting for the first span of another service than %1, which send already …</source>
        <translation>? Wartet auf den ersten Span eines anderen Dienstes als %1, die schon senden …</translation>
    </message>
    <message>
        <source>OpenTelemetry, over HTTP</source>
        <translation>OpenTelemetry, über HTTP</translation>
    </message>
    <message>
        <source>OpenTelemetry, over gRPC</source>
        <translation>OpenTelemetry, über gRPC</translation>
    </message>
    <message>
        <source>Python: OpenTelemetry SDK</source>
        <translation>Python: OpenTelemetry-SDK</translation>
    </message>
    <message>
        <source>JavaScript, TypeScript: OpenTelemetry SDK</source>
        <translation>JavaScript, TypeScript: OpenTelemetry-SDK</translation>
    </message>
    <message>
        <source>Java: OpenTelemetry agent</source>
        <translation>Java: OpenTelemetry-Agent</translation>
    </message>
    <message>
        <source>Go: OpenTelemetry SDK</source>
        <translation>Go: OpenTelemetry-SDK</translation>
    </message>
    <message>
        <source>C#, .NET: Microsoft.Extensions.AI</source>
        <translation>C#, .NET: Microsoft.Extensions.AI</translation>
    </message>
    <message>
        <source>OpenLLMetry (Traceloop)</source>
        <translation>OpenLLMetry (Traceloop)</translation>
    </message>
    <message>
        <source>OpenInference (Python)</source>
        <translation>OpenInference (Python)</translation>
    </message>
    <message>
        <source>LangSmith SDK, LangChain (Python)</source>
        <translation>LangSmith SDK, LangChain (Python)</translation>
    </message>
    <message>
        <source>Langfuse SDK</source>
        <translation>Langfuse SDK</translation>
    </message>
    <message>
        <source>Vercel AI SDK</source>
        <translation>Vercel AI SDK</translation>
    </message>
    <message>
        <source>Spring AI</source>
        <translation>Spring AI</translation>
    </message>
    <message>
        <source>Claude Code</source>
        <translation>Claude Code</translation>
    </message>
    <message>
        <source>LiteLLM</source>
        <translation>LiteLLM</translation>
    </message>
    <message>
        <source>the address</source>
        <translation>die Adresse</translation>
    </message>
    <message>
        <source>it had no token, or a wrong one (401). What the console&apos;s token file holds belongs into the header authorization, after &quot;Bearer &quot;.</source>
        <translation>es hatte kein Token oder ein falsches (401). Was in der Token-Datei der Konsole steht, gehört in den Header authorization, nach „Bearer “.</translation>
    </message>
    <message>
        <source>it went to a path that takes no telemetry (404). Where the client adds the path itself the address is %1; where it wants the whole address, as in OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, it is %1/v1/traces.</source>
        <translation>es ging an einen Pfad, der keine Telemetrie nimmt (404). Wo der Client den Pfad selbst ergänzt, ist die Adresse %1; wo er die ganze will, wie in OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, ist sie %1/v1/traces.</translation>
    </message>
    <message>
        <source>it was gRPC, and OTLP/HTTP is received there. Set the protocol to http/protobuf.</source>
        <translation>es war gRPC, und dort wird OTLP/HTTP empfangen. Setzen Sie das Protokoll auf http/protobuf.</translation>
    </message>
    <message>
        <source>it was gRPC, and OTLP/HTTP is received there. Send it to %1, or set the protocol to http/protobuf.</source>
        <translation>es war gRPC, und dort wird OTLP/HTTP empfangen. Senden Sie an %1, oder setzen Sie das Protokoll auf http/protobuf.</translation>
    </message>
    <message>
        <source>it was TLS, and plain text is received there. Write http:// for https://, or give the console a certificate: File &gt; Receiving….</source>
        <translation>es war TLS, und dort wird Klartext empfangen. Schreiben Sie http:// statt https://, oder geben Sie der Konsole ein Zertifikat: Datei &gt; Empfang….</translation>
    </message>
    <message>
        <source>it was plain text, and TLS is received there. Write https:// for http://.</source>
        <translation>es war Klartext, und dort wird TLS empfangen. Schreiben Sie https:// statt http://.</translation>
    </message>
    <message>
        <source>the client does not trust the console&apos;s certificate. Give it the certificate of who signed the console&apos;s, and send to a name that stands in that one.</source>
        <translation>der Client vertraut dem Zertifikat der Konsole nicht. Geben Sie ihm das Zertifikat dessen, der es signierte, und senden Sie an einen Namen, der darin steht.</translation>
    </message>
    <message>
        <source>its content type was not that of OTLP (415). Set the protocol to http/protobuf or http/json.</source>
        <translation>sein Inhaltstyp war nicht der von OTLP (415). Setzen Sie das Protokoll auf http/protobuf oder http/json.</translation>
    </message>
    <message>
        <source>it called a gRPC service that takes no telemetry. The protocol has to be OTLP.</source>
        <translation>es rief einen gRPC-Dienst, der keine Telemetrie nimmt. Das Protokoll muss OTLP sein.</translation>
    </message>
    <message>
        <source>it was larger than is taken, or not whole. Let the client send smaller batches.</source>
        <translation>es war größer, als genommen wird, oder nicht ganz. Lassen Sie den Client kleinere Pakete senden.</translation>
    </message>
    <message>
        <source>a page in a browser sent it (403). That is taken with a token only: File &gt; Receiving….</source>
        <translation>eine Seite in einem Browser sandte es (403). Das wird nur mit Token genommen: Datei &gt; Empfang….</translation>
    </message>
    <message>
        <source>too much came at once. Clients send it again by themselves.</source>
        <translation>es kam zu viel auf einmal. Clients senden es von selbst erneut.</translation>
    </message>
    <message>
        <source>it was no well-formed HTTP request (400). Look whether what was given this address speaks OTLP.</source>
        <translation>es war keine wohlgeformte HTTP-Anfrage (400). Sehen Sie nach, ob das, was diese Adresse bekommen hat, OTLP spricht.</translation>
    </message>
    <message>
        <source>it broke off before all of it had come. Look whether a proxy in between, or a time limit of the client, ends it.</source>
        <translation>es brach ab, bevor alles angekommen war. Sehen Sie nach, ob ein Proxy dazwischen oder ein Zeitlimit des Clients es beendet.</translation>
    </message>
    <message>
        <source>No answers captured. Switched on by: %1</source>
        <translation>Keine Antworten erfasst. Eingeschaltet durch: %1</translation>
    </message>
    <message>
        <source>No prompts captured. Switched on by: %1</source>
        <translation>Keine Prompts erfasst. Eingeschaltet durch: %1</translation>
    </message>
    <message>
        <source>No service.version. Switched on by: OTEL_RESOURCE_ATTRIBUTES=service.version=1.2.3</source>
        <translation>Kein service.version. Eingeschaltet durch: OTEL_RESOURCE_ATTRIBUTES=service.version=1.2.3</translation>
    </message>
    <message>
        <source>No conversation id. Set gen_ai.conversation.id or session.id on the spans.</source>
        <translation>Keine Gesprächs-Id. Setzen Sie gen_ai.conversation.id oder session.id an den Spans.</translation>
    </message>
    <message>
        <source>No prompt version. Set gen_ai.prompt.version on the spans.</source>
        <translation>Keine Prompt-Version. Setzen Sie gen_ai.prompt.version an den Spans.</translation>
    </message>
    <message>
        <source>✕ Something came to %1 %2 and was sent away: %3</source>
        <translation>✕ Etwas kam an %1 %2 und wurde abgewiesen: %3</translation>
    </message>
    <message>
        <source>● First span of %1 arrived %2</source>
        <translation>● Erster Span von %1 angekommen %2</translation>
    </message>
    <message>
        <source>● First telemetry of %1 arrived %2</source>
        <translation>● Erste Telemetrie von %1 angekommen %2</translation>
    </message>
    <message>
        <source>◆ Its clock is %1 of this machine&apos;s: its times are shown as it tells them. Let both set their clocks by the network (NTP).</source>
        <translation>◆ Die Uhr dort weicht um %1 von der dieses Rechners ab: ihre Zeiten werden gezeigt, wie sie sie nennt. Lassen Sie beide ihre Uhr nach dem Netz stellen (NTP).</translation>
    </message>
    <message>
        <source>Connect a service: set this where it runs, and restart it</source>
        <translation>Dienst verbinden: setzen Sie dies dort, wo er läuft, und starten Sie ihn neu</translation>
    </message>
    <message>
        <source>a new file, loaded before all else</source>
        <translation>eine neue Datei, vor allem anderen geladen</translation>
    </message>
    <message>
        <source>a new file</source>
        <translation>eine neue Datei</translation>
    </message>
    <message>
        <source>where the program begins</source>
        <translation>wo das Programm beginnt</translation>
    </message>
    <message>
        <source>around each call of a model, callModel</source>
        <translation>um jeden Aufruf eines Modells, callModel</translation>
    </message>
    <message>
        <source>around your chat client, inner</source>
        <translation>um Ihren Chat-Client, inner</translation>
    </message>
    <message>
        <source>AI SDK 7: in a shell, once</source>
        <translation>AI SDK 7: in einer Shell, einmal</translation>
    </message>
    <message>
        <source>AI SDK 7: where the program begins</source>
        <translation>AI SDK 7: wo das Programm beginnt</translation>
    </message>
    <message>
        <source>AI SDK 6 and older: among the options of each call</source>
        <translation>AI SDK 6 und älter: bei den Optionen jedes Aufrufs</translation>
    </message>
    <message>
        <source>Spring Boot 3: among its dependencies</source>
        <translation>Spring Boot 3: bei den Abhängigkeiten</translation>
    </message>
    <message>
        <source>Spring Boot 4: among its dependencies</source>
        <translation>Spring Boot 4: bei den Abhängigkeiten</translation>
    </message>
    <message>
        <source>lines to add</source>
        <translation>Zeilen zum Ergänzen</translation>
    </message>
    <message>
        <source>a new file beside the application&apos;s class, below the same package line</source>
        <translation>eine neue Datei neben der Klasse der Anwendung, unter derselben package-Zeile</translation>
    </message>
    <message>
        <source>in a shell, once</source>
        <translation>in einer Shell, einmal</translation>
    </message>
    <message>
        <source>in the shell that starts the service</source>
        <translation>in der Shell, die den Dienst startet</translation>
    </message>
    <message>
        <source>added below its line &quot;exporters:&quot;</source>
        <translation>unter der Zeile „exporters:“ ergänzen</translation>
    </message>
    <message>
        <source>the name to add to the list of exporters of each pipeline (traces, logs, metrics)</source>
        <translation>der Name, der in jeder Pipeline (traces, logs, metrics) in die Liste der Exporter kommt</translation>
    </message>
    <message>
        <source>a whole file, of a Collector that is new</source>
        <translation>eine ganze Datei, eines neuen Collectors</translation>
    </message>
    <message>
        <source>in the shell that starts the Collector</source>
        <translation>in der Shell, die den Collector startet</translation>
    </message>
    <message>
        <source>in Python, where the program begins</source>
        <translation>in Python, wo das Programm beginnt</translation>
    </message>
    <message>
        <source>in JavaScript, where the program begins</source>
        <translation>in JavaScript, wo das Programm beginnt</translation>
    </message>
    <message>
        <source>in the shell that starts the proxy</source>
        <translation>in der Shell, die den Proxy startet</translation>
    </message>
    <message>
        <source>of the proxy: added below its line &quot;litellm_settings:&quot;</source>
        <translation>des Proxys: unter der Zeile „litellm_settings:“ ergänzen</translation>
    </message>
    <message>
        <source>Existing Collector, over HTTP</source>
        <translation>Vorhandener Collector, über HTTP</translation>
    </message>
    <message>
        <source>Existing Collector, over gRPC</source>
        <translation>Vorhandener Collector, über gRPC</translation>
    </message>
    <message>
        <source>New Collector, over HTTP</source>
        <translation>Neuer Collector, über HTTP</translation>
    </message>
    <message>
        <source>New Collector, over gRPC</source>
        <translation>Neuer Collector, über gRPC</translation>
    </message>
    <message>
        <source>Show What Was Understood</source>
        <translation>Zeigen, was verstanden wurde</translation>
    </message>
    <message>
        <source>instead, where the program consists of ES modules (import)</source>
        <translation>stattdessen, wo das Programm aus ES-Modulen besteht (import)</translation>
    </message>
</context>
<context>
    <name>sources::SourcesPage</name>
    <message>
        <source>What Was Understood</source>
        <translation>Was verstanden wurde</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>Metriken</translation>
    </message>
    <message>
        <source>What to show of the source</source>
        <translation>Was von der Quelle zu zeigen ist</translation>
    </message>
    <message>
        <source>How each source is coming in</source>
        <translation>Wie jede Quelle hereinkommt</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Asks the chosen source once, and says what is wrong if it cannot be reached; it only reads</source>
        <translation>Fragt die gewählte Quelle einmal und sagt, was falsch ist, wenn sie nicht erreichbar ist; es wird nur gelesen</translation>
    </message>
    <message>
        <source>Test the chosen source</source>
        <translation>Die gewählte Quelle testen</translation>
    </message>
    <message>
        <source>Connect a Service…</source>
        <translation>Dienst verbinden…</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Choose a source to see what was understood of it.</source>
        <translation>Wählen Sie eine Quelle, um zu sehen, was von ihr verstanden wurde.</translation>
    </message>
    <message>
        <source>Choose a sender below this endpoint to see what was understood of it.</source>
        <translation>Wählen Sie einen Sender unter diesem Endpunkt, um zu sehen, was von ihm verstanden wurde.</translation>
    </message>
    <message>
        <source>Nothing of it was read yet that a mapping could be told of.</source>
        <translation>Noch wurde nichts davon gelesen, wovon eine Zuordnung zu nennen wäre.</translation>
    </message>
    <message>
        <source>Metrics (%1)</source>
        <translation>Metriken (%1)</translation>
    </message>
    <message>
        <source>Nothing has come in yet</source>
        <translation>Noch kam nichts herein</translation>
    </message>
    <message>
        <source>Each service that sends will stand here: how it is coming in, what was understood of it, and what its telemetry cannot tell.</source>
        <translation>Jeder sendende Dienst wird hier stehen: wie er hereinkommt, was von ihm verstanden wurde, und was seine Telemetrie nicht sagen kann.</translation>
    </message>
    <message>
        <source>The sources could not be read</source>
        <translation>Die Quellen konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>What went wrong stands above. They are read again as soon as the time moves.</source>
        <translation>Was schiefging, steht oben. Sie werden neu gelesen, sobald die Zeit sich bewegt.</translation>
    </message>
    <message>
        <source>No source was known at this time</source>
        <translation>Zu dieser Zeit war keine Quelle bekannt</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Wird gelesen…</translation>
    </message>
    <message>
        <source>What was received, read from files or pulled up to the cursor will stand here.</source>
        <translation>Was bis zum Cursor empfangen, aus Dateien gelesen oder abgeholt wurde, wird hier stehen.</translation>
    </message>
    <message>
        <source>✕ Something came and could not be read: %1</source>
        <translation>✕ Etwas kam und war nicht lesbar: %1</translation>
    </message>
    <message>
        <source>No service has sent anything over this source so far: there is nothing of which to tell what was understood.</source>
        <translation>Über diese Quelle hat bisher kein Dienst etwas gesendet: Es gibt nichts, von dem zu sagen wäre, was verstanden wurde.</translation>
    </message>
    <message>
        <source>“Connect a Service…” above says how to send here.</source>
        <translation>„Dienst verbinden…“ oben sagt, wie hierher gesendet wird.</translation>
    </message>
</context>
<context>
    <name>spreadview::SpreadGraph</name>
    <message>
        <source>Where the statement went, by service and time</source>
        <translation>Wohin die Aussage ging, nach Dienst und Zeit</translation>
    </message>
    <message>
        <source>linked by %1</source>
        <translation>verbunden durch %1</translation>
    </message>
    <message>
        <source>and %1 more near it</source>
        <translation>und %1 weitere in der Nähe</translation>
    </message>
    <message>
        <source>◆ the answer   ● word for word   ○ lightly edited   ■ document or tool</source>
        <translation>◆ die Antwort   ● Wort für Wort   ○ leicht geändert   ■ Dokument oder Werkzeug</translation>
    </message>
    <message>
        <source>larger: more of them</source>
        <translation>größer: mehr davon</translation>
    </message>
    <message>
        <source>┄ by the text alone</source>
        <translation>┄ nur durch den Text</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>spreadview::SpreadPage</name>
    <message>
        <source>Places that hold the statement, in order of time</source>
        <translation>Stellen, die die Aussage enthalten, nach der Zeit</translation>
    </message>
    <message>
        <source>Open Its Trace</source>
        <translation>Ihren Trace öffnen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Writes the quarantine list as CSV or JSON</source>
        <translation>Schreibt die Quarantäneliste als CSV oder JSON</translation>
    </message>
    <message>
        <source>Looking for what the answer says…</source>
        <translation>Gesucht wird, was die Antwort sagt…</translation>
    </message>
    <message>
        <source>Looking for the text…</source>
        <translation>Der Text wird gesucht…</translation>
    </message>
    <message>
        <source>%1 and %2 more sentences</source>
        <translation>%1 und %2 weitere Sätze</translation>
    </message>
    <message>
        <source>1 service</source>
        <translation>1 Dienst</translation>
    </message>
    <message>
        <source>%1 services</source>
        <translation>%1 Dienste</translation>
    </message>
    <message>
        <source>1 pipeline</source>
        <translation>1 Pipeline</translation>
    </message>
    <message>
        <source>%1 pipelines</source>
        <translation>%1 Pipelines</translation>
    </message>
    <message>
        <source>1 answer</source>
        <translation>1 Antwort</translation>
    </message>
    <message>
        <source>%1 answers</source>
        <translation>%1 Antworten</translation>
    </message>
    <message>
        <source>users not told</source>
        <translation>Nutzer nicht genannt</translation>
    </message>
    <message>
        <source>1 user</source>
        <translation>1 Nutzer</translation>
    </message>
    <message>
        <source>%1 users</source>
        <translation>%1 Nutzer</translation>
    </message>
    <message>
        <source>1 place before</source>
        <translation>1 Stelle davor</translation>
    </message>
    <message>
        <source>%1 places before</source>
        <translation>%1 Stellen davor</translation>
    </message>
    <message>
        <source>Nothing is looked for</source>
        <translation>Nichts wird gesucht</translation>
    </message>
    <message>
        <source>Where a wrong statement went is shown here: choose a suspect and %1. Of a text select the part that matters and ask %2.</source>
        <translation>Wohin eine falsche Aussage ging, steht hier: einen Verdachtsfall wählen und %1. Von einem Text die wichtige Stelle wählen und %2 fragen.</translation>
    </message>
    <message>
        <source>Follow Its Spread</source>
        <translation>Ihrer Ausbreitung folgen</translation>
    </message>
    <message>
        <source>Where Did This Go?</source>
        <translation>Wohin ging das?</translation>
    </message>
    <message>
        <source>Show the Suspects</source>
        <translation>Verdachtsfälle zeigen</translation>
    </message>
    <message>
        <source>Looking</source>
        <translation>Suche läuft</translation>
    </message>
    <message>
        <source>Every input, tool argument, document and answer of the recording is looked through.</source>
        <translation>Jede Eingabe, jedes Werkzeugargument, Dokument und jede Antwort der Aufzeichnung wird durchgesehen.</translation>
    </message>
    <message>
        <source>Nothing could be looked for</source>
        <translation>Nichts konnte gesucht werden</translation>
    </message>
    <message>
        <source>It was everywhere from the beginning</source>
        <translation>Es war von Anfang an überall</translation>
    </message>
    <message>
        <source>What is asked for is in many of the oldest texts of the recording, as a template or a disclaimer is: it was not looked for.</source>
        <translation>Das Gefragte steht in vielen der ältesten Texte der Aufzeichnung, wie eine Vorlage oder ein Hinweis: es wurde nicht gesucht.</translation>
    </message>
    <message>
        <source>Look for It All the Same</source>
        <translation>Trotzdem suchen</translation>
    </message>
    <message>
        <source>Of %1 texts %2 spans may hold it: they are being read.</source>
        <translation>Von %1 Texten können %2 Spans es enthalten: sie werden gelesen.</translation>
    </message>
    <message>
        <source>It stands nowhere else</source>
        <translation>Es steht nirgends sonst</translation>
    </message>
    <message>
        <source>None of the %1 texts known at this time holds it.</source>
        <translation>Keiner der %1 zu dieser Zeit bekannten Texte enthält es.</translation>
    </message>
    <message>
        <source>Export the Quarantine List</source>
        <translation>Quarantäneliste exportieren</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>Kommagetrennte Werte (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>%1 written to %2.</source>
        <translation>%1 nach %2 geschrieben.</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 Stelle</translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation>%1 Stellen</translation>
    </message>
    <message>
        <source>Service and Place</source>
        <translation>Dienst und Stelle</translation>
    </message>
    <message>
        <source>Wording</source>
        <translation>Wortlaut</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>What places are put in groups by</source>
        <translation>Wonach Stellen gruppiert werden</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Groups of places; choosing one lists its places</source>
        <translation>Gruppen von Stellen; wählt man eine, werden ihre Stellen gelistet</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Export it under another name.</source>
        <translation>%1 kann nicht geschrieben werden: %2. Exportieren Sie unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>Where the statement went</source>
        <translation>Wohin die Aussage gelangt ist</translation>
    </message>
</context>
<context>
    <name>store</name>
    <message>
        <source>No answers captured: groundedness and fabricated references are unknown.</source>
        <translation>Keine Antworten erfasst: Belegtheit und erfundene Verweise sind unbekannt.</translation>
    </message>
    <message>
        <source>No answer can be read, texts are redacted: groundedness and fabricated references are unknown.</source>
        <translation>Keine Antwort ist lesbar, Texte sind geschwärzt: Belegtheit und erfundene Verweise sind unbekannt.</translation>
    </message>
    <message>
        <source>No prompts captured: what an answer should rest on is unknown, and lost turns cannot be seen.</source>
        <translation>Keine Prompts erfasst: worauf eine Antwort beruhen sollte, ist unbekannt, und verlorene Runden sind nicht zu sehen.</translation>
    </message>
    <message>
        <source>No prompt can be read, texts are redacted: what an answer should rest on is unknown.</source>
        <translation>Kein Prompt ist lesbar, Texte sind geschwärzt: worauf eine Antwort beruhen sollte, ist unbekannt.</translation>
    </message>
    <message>
        <source>No input tokens: how full the context was is unknown.</source>
        <translation>Keine Eingabe-Tokens: wie voll der Kontext war, ist unbekannt.</translation>
    </message>
    <message>
        <source>No output tokens: length and cost of answers are unknown.</source>
        <translation>Keine Ausgabe-Tokens: Länge und Kosten der Antworten sind unbekannt.</translation>
    </message>
    <message>
        <source>No output limit: an answer that was cut at it can only be told by its finish reason.</source>
        <translation>Keine Ausgabegrenze: eine dort abgeschnittene Antwort ist nur am Endegrund zu erkennen.</translation>
    </message>
    <message>
        <source>No context window size: overflow of the context can only be inferred.</source>
        <translation>Keine Größe des Kontextfensters: ein Überlaufen des Kontexts lässt sich nur erschließen.</translation>
    </message>
    <message>
        <source>No service.version: a deployment cannot be told from other changes.</source>
        <translation>Keine service.version: eine Auslieferung ist nicht von anderen Änderungen zu unterscheiden.</translation>
    </message>
    <message>
        <source>No prompt version: a changed prompt cannot be named as a cause.</source>
        <translation>Keine Prompt-Version: ein geänderter Prompt kann nicht als Ursache genannt werden.</translation>
    </message>
    <message>
        <source>No conversation id: turns of one conversation cannot be joined.</source>
        <translation>Keine Gesprächs-Kennung: Runden eines Gesprächs lassen sich nicht verbinden.</translation>
    </message>
    <message>
        <source>No response id: evaluations that name only a response cannot be joined.</source>
        <translation>Keine Antwort-Kennung: Bewertungen, die nur eine Antwort nennen, lassen sich nicht zuordnen.</translation>
    </message>
    <message>
        <source>No time to first token: slow starts are not told from long answers.</source>
        <translation>Keine Zeit bis zum ersten Token: langsame Anfänge sind nicht von langen Antworten zu unterscheiden.</translation>
    </message>
    <message>
        <source>No cost.</source>
        <translation>Keine Kosten.</translation>
    </message>
    <message>
        <source>No provider: models of the same name are not told apart.</source>
        <translation>Kein Anbieter: Modelle gleichen Namens werden nicht unterschieden.</translation>
    </message>
    <message>
        <source>No finish reason: truncation can only be inferred from token counts.</source>
        <translation>Kein Endegrund: Abschneiden lässt sich nur aus Tokenzahlen erschließen.</translation>
    </message>
    <message>
        <source>No finish reason, and no output limit beside the token counts: truncated answers cannot be told from whole ones by the telemetry.</source>
        <translation>Kein Endegrund, und keine Ausgabegrenze neben den Tokenzahlen: abgeschnittene Antworten sind in der Telemetrie nicht von ganzen zu unterscheiden.</translation>
    </message>
    <message>
        <source>No served model: only the requested name is known, so a model swapped behind it cannot be seen.</source>
        <translation>Kein bedientes Modell: nur der verlangte Name ist bekannt, so dass ein dahinter getauschtes Modell nicht zu sehen ist.</translation>
    </message>
    <message>
        <source>No model name: a change of model cannot be seen.</source>
        <translation>Kein Modellname: ein Wechsel des Modells ist nicht zu sehen.</translation>
    </message>
    <message>
        <source>Token sums are sent net of cached and reasoning tokens: those that are told beside them were added.</source>
        <translation>Tokensummen kommen ohne zwischengespeicherte und Denk-Tokens: die daneben gemeldeten wurden hinzugezählt.</translation>
    </message>
    <message>
        <source>Cached tokens are not told: whether input tokens include them is unknown.</source>
        <translation>Zwischengespeicherte Tokens sind nicht gemeldet: ob Eingabe-Tokens sie enthalten, ist unbekannt.</translation>
    </message>
    <message>
        <source>In %1 of %2 model calls, text was taken out, by our redaction or before: what stood there is unknown, and what may rest on it is not held against an answer.</source>
        <translation>In %1 von %2 Modellaufrufen wurde Text entfernt, durch unsere Schwärzung oder davor: was dort stand, ist unbekannt, und was darauf beruhen kann, wird keiner Antwort vorgehalten.</translation>
    </message>
    <message>
        <source>In %1 of %2 log records of model calls, text was taken out, by our redaction or before: what stood there is unknown, and what may rest on it is not held against an answer.</source>
        <translation>In %1 von %2 Log-Einträgen zu Modellaufrufen wurde Text entfernt, durch unsere Schwärzung oder davor: was dort stand, ist unbekannt, und was darauf beruhen kann, wird keiner Antwort vorgehalten.</translation>
    </message>
    <message>
        <source>In %1 of %2 model calls, text or attributes were cut on their way: that is not the model&apos;s doing.</source>
        <translation>In %1 von %2 Modellaufrufen wurden Text oder Attribute unterwegs abgeschnitten: das war nicht das Modell.</translation>
    </message>
    <message>
        <source>In %1 of %2 log records of model calls, text or attributes were cut on their way: that is not the model&apos;s doing.</source>
        <translation>In %1 von %2 Log-Einträgen zu Modellaufrufen wurden Text oder Attribute unterwegs abgeschnitten: das war nicht das Modell.</translation>
    </message>
    <message>
        <source>In %1 of %2 model calls, text is sealed and cannot be read.</source>
        <translation>In %1 von %2 Modellaufrufen ist Text versiegelt und nicht lesbar.</translation>
    </message>
    <message>
        <source>In %1 of %2 log records of model calls, text is sealed and cannot be read.</source>
        <translation>In %1 von %2 Log-Einträgen zu Modellaufrufen ist Text versiegelt und nicht lesbar.</translation>
    </message>
    <message>
        <source>No passages found in %1 of %2 answers of the service: groundedness is not checked there. Passages are taken from documents on the call or on a retrieval span that ended before it in its trace, from tool results, and from input that names a context, states facts in the instructions, or is 400 bytes long.</source>
        <translation>Keine Passagen gefunden in %1 von %2 Antworten des Dienstes: Belegtheit wird dort nicht geprüft. Passagen stammen aus Dokumenten am Aufruf oder an einem Such-Span, der in seinem Trace davor endete, aus Ergebnissen von Werkzeugen, und aus Eingaben, die einen Kontext nennen, in den Anweisungen Tatsachen angeben oder 400 Bytes lang sind.</translation>
    </message>
    <message>
        <source>Records without an instance tell no %1, which other instances do.</source>
        <translation>Einträge ohne Instanz nennen nicht, was andere Instanzen nennen: %1.</translation>
    </message>
    <message>
        <source>Instance %2 tells no %1, which other instances do.</source>
        <translation>Instanz %2 nennt nicht, was andere Instanzen nennen: %1.</translation>
    </message>
    <message>
        <source>No model call among these records: nothing can be said about answers.</source>
        <translation>Kein Modellaufruf unter diesen Einträgen: über Antworten lässt sich nichts sagen.</translation>
    </message>
    <message>
        <source>Only log records, no spans: durations and failures are unknown.</source>
        <translation>Nur Log-Einträge, keine Spans: Dauern und Fehlschläge sind unbekannt.</translation>
    </message>
</context>
<context>
    <name>timeline</name>
    <message>
        <source>Alarm %1: %2</source>
        <translation>Alarm %1: %2</translation>
    </message>
    <message>
        <source>%1: %2 is now %3</source>
        <translation>%1: %2 ist jetzt %3</translation>
    </message>
</context>
<context>
    <name>timeline::JumpButton</name>
    <message>
        <source>Next alarm</source>
        <translation>Nächster Alarm</translation>
    </message>
    <message>
        <source>Previous alarm</source>
        <translation>Voriger Alarm</translation>
    </message>
    <message>
        <source>Next action</source>
        <translation>Nächste Aktion</translation>
    </message>
    <message>
        <source>Previous action</source>
        <translation>Vorige Aktion</translation>
    </message>
    <message>
        <source>Next key moment or note</source>
        <translation>Nächster Schlüsselmoment oder nächste Notiz</translation>
    </message>
    <message>
        <source>Previous key moment or note</source>
        <translation>Voriger Schlüsselmoment oder vorige Notiz</translation>
    </message>
    <message>
        <source>Next mark</source>
        <translation>Nächste Marke</translation>
    </message>
    <message>
        <source>Previous mark</source>
        <translation>Vorige Marke</translation>
    </message>
    <message>
        <source>no later alarm</source>
        <translation>kein späterer Alarm</translation>
    </message>
    <message>
        <source>no earlier alarm</source>
        <translation>kein früherer Alarm</translation>
    </message>
    <message>
        <source>no later action</source>
        <translation>keine spätere Aktion</translation>
    </message>
    <message>
        <source>no earlier action</source>
        <translation>keine frühere Aktion</translation>
    </message>
    <message>
        <source>no later moment</source>
        <translation>kein späterer Moment</translation>
    </message>
    <message>
        <source>no earlier moment</source>
        <translation>kein früherer Moment</translation>
    </message>
    <message>
        <source>no later mark</source>
        <translation>keine spätere Marke</translation>
    </message>
    <message>
        <source>no earlier mark</source>
        <translation>keine frühere Marke</translation>
    </message>
    <message>
        <source>%1, proposed</source>
        <translation>%1, vorgeschlagen</translation>
    </message>
    <message>
        <source>onset of %1</source>
        <translation>Beginn von %1</translation>
    </message>
    <message>
        <source>%1 raised</source>
        <translation>%1 ausgelöst</translation>
    </message>
</context>
<context>
    <name>timeline::ModeBadge</name>
    <message>
        <source>Press to go back to live</source>
        <translation>Drücken für zurück zu Live</translation>
    </message>
    <message>
        <source>TIME FIXED %1</source>
        <translation>ZEIT STEHT %1</translation>
    </message>
    <message>
        <source>NOTHING SINCE %1</source>
        <translation>NICHTS SEIT %1</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>Live, but nothing is received since %1 UTC: what is shown is not how it stands now.</source>
        <translation>Live, aber seit %1 UTC wird nichts empfangen: das Gezeigte ist nicht der jetzige Stand.</translation>
    </message>
    <message>
        <source>The cursor is held at now.</source>
        <translation>Der Cursor steht auf jetzt.</translation>
    </message>
    <message>
        <source>The cursor is held at now. No answer has come yet.</source>
        <translation>Der Cursor steht auf jetzt. Noch kam keine Antwort.</translation>
    </message>
    <message>
        <source>You look at the past: the time stands, telemetry goes on being recorded, and nothing can be commanded. %1.</source>
        <translation>Sie sehen die Vergangenheit: die Zeit steht, Telemetrie wird weiter aufgezeichnet, und nichts kann befohlen werden. %1.</translation>
    </message>
    <message>
        <source>REPLAY</source>
        <translation>REPLAY</translation>
    </message>
    <message>
        <source>Playing the past: nothing can be commanded. %1.</source>
        <translation>Die Vergangenheit wird abgespielt: nichts kann befohlen werden. %1.</translation>
    </message>
    <message>
        <source>A recording: nothing can be commanded.</source>
        <translation>Eine Aufzeichnung: nichts kann befohlen werden.</translation>
    </message>
    <message>
        <source>Mode: %1</source>
        <translation>Modus: %1</translation>
    </message>
</context>
<context>
    <name>timeline::Overview</name>
    <message>
        <source>Overview of the recording</source>
        <translation>Überblick der Aufzeichnung</translation>
    </message>
    <message>
        <source>1 item dated outside</source>
        <translation>1 Stück außerhalb datiert</translation>
    </message>
    <message>
        <source>%1 items dated outside</source>
        <translation>%1 Stücke außerhalb datiert</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>up to %1</source>
        <translation>bis zu %1</translation>
    </message>
    <message>
        <source>looping from %1 to %2</source>
        <translation>Schleife von %1 bis %2</translation>
    </message>
    <message>
        <source>%1 to %2, cursor at %3, %4</source>
        <translation>%1 bis %2, Cursor bei %3, %4</translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation>1 Alarm</translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation>%1 Alarme</translation>
    </message>
    <message>
        <source>Nothing is recorded yet.</source>
        <translation>Noch ist nichts aufgezeichnet.</translation>
    </message>
    <message>
        <source>Not known yet at the cursor. “As known now” shows what came later.</source>
        <translation>Am Cursor noch nicht bekannt. „Wie jetzt bekannt“ zeigt, was später kam.</translation>
    </message>
    <message>
        <source>%1. View &gt; Show All Times reaches them.</source>
        <translation>%1. Ansicht &gt; Alle Zeiten zeigen erreicht sie.</translation>
    </message>
    <message>
        <source>No data: %1</source>
        <translation>Keine Daten: %1</translation>
    </message>
    <message>
        <source>%1, severity %2, %3</source>
        <translation>%1, Schweregrad %2, %3</translation>
    </message>
</context>
<context>
    <name>timeline::TransportBar</name>
    <message>
        <source>fastest</source>
        <translation>schnellste</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>Schritt zurück</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Step forward</source>
        <translation>Schritt vor</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Width of the window</source>
        <translation>Breite des Fensters</translation>
    </message>
    <message>
        <source>How much time the views show</source>
        <translation>Wie viel Zeit die Ansichten zeigen</translation>
    </message>
    <message>
        <source>As known then</source>
        <translation>Wie damals bekannt</translation>
    </message>
    <message>
        <source>As known now</source>
        <translation>Wie jetzt bekannt</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Wissensstand</translation>
    </message>
    <message>
        <source>Then: only what had been recorded by the cursor&apos;s time.
Now: also what came late, such as delayed evaluations.</source>
        <translation>Damals: nur was zur Zeit des Cursors aufgezeichnet war.
Jetzt: auch was spät kam, etwa verzögerte Bewertungen.</translation>
    </message>
    <message>
        <source>%1: by all that is shown</source>
        <translation>%1: um alles Gezeigte</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
        <source>%1: what was chosen last, else what is shown.</source>
        <translation>%1: was zuletzt gewählt wurde, sonst was gezeigt wird.</translation>
    </message>
    <message>
        <source>Play a part over and over</source>
        <translation>Einen Teil immer wieder abspielen</translation>
    </message>
    <message>
        <source>%1 begins it at the cursor.</source>
        <translation>%1 beginnt sie am Cursor.</translation>
    </message>
    <message>
        <source>%1 ends it there.</source>
        <translation>%1 beendet sie dort.</translation>
    </message>
    <message>
        <source>How fast the recording is played.</source>
        <translation>Wie schnell die Aufzeichnung abgespielt wird.</translation>
    </message>
    <message>
        <source>%1: faster</source>
        <translation>%1: schneller</translation>
    </message>
    <message>
        <source>%1: slower</source>
        <translation>%1: langsamer</translation>
    </message>
    <message>
        <source>Fastest: goes on as soon as the views have caught up; every moment is shown.</source>
        <translation>Schnellste: geht weiter, sobald die Ansichten nachgekommen sind; jeder Moment wird gezeigt.</translation>
    </message>
    <message>
        <source>+1 answer since</source>
        <translation>+1 Antwort seitdem</translation>
    </message>
    <message>
        <source>+%1 answers since</source>
        <translation>+%1 Antworten seitdem</translation>
    </message>
    <message>
        <source>≈ %1×</source>
        <translation>≈ %1×</translation>
    </message>
    <message>
        <source>end of recording</source>
        <translation>Ende der Aufzeichnung</translation>
    </message>
    <message>
        <source>%1 UTC</source>
        <translation>%1 UTC</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>traceview</name>
    <message>
        <source>supported</source>
        <translation>gestützt</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>schwach</translation>
    </message>
    <message>
        <source>contradicted</source>
        <translation>widersprochen</translation>
    </message>
    <message>
        <source>truncated away</source>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>Says otherwise</source>
        <translation>Sagt anderes</translation>
    </message>
    <message>
        <source>nothing of it</source>
        <translation>nichts davon</translation>
    </message>
    <message>
        <source>Answer says %1 · source says %2</source>
        <translation>Antwort sagt %1 · Quelle sagt %2</translation>
    </message>
    <message>
        <source>An earlier turn of the session, %1</source>
        <translation>Eine frühere Runde der Sitzung, %1</translation>
    </message>
    <message>
        <source> · given to %1</source>
        <translation> · gegeben an %1</translation>
    </message>
    <message>
        <source> · dropped before this answer</source>
        <translation> · vor dieser Antwort weggefallen</translation>
    </message>
    <message>
        <source>Holds %1 of the claim&apos;s words</source>
        <translation>Enthält %1 der Worte der Aussage</translation>
    </message>
    <message>
        <source> · opens that turn</source>
        <translation> · öffnet jene Runde</translation>
    </message>
    <message>
        <source>Sent, but cut by the server before the model read it</source>
        <translation>Gesendet, aber vom Server abgeschnitten, bevor das Modell es las</translation>
    </message>
    <message>
        <source>Sent, but likely cut by the server before the model read it</source>
        <translation>Gesendet, aber wohl vom Server abgeschnitten, bevor das Modell es las</translation>
    </message>
    <message>
        <source>By its tokens the server cut this; the answer has words of it all the same, so it was read</source>
        <translation>Nach der Tokenzahl schnitt der Server dies ab; die Antwort hat dennoch Worte davon, also wurde es gelesen</translation>
    </message>
    <message>
        <source>Nothing that this answer was given says so.</source>
        <translation>Nichts, was dieser Antwort gegeben war, sagt das.</translation>
    </message>
    <message>
        <source>What this answer was given is not known: nothing can be said of it.</source>
        <translation>Was dieser Antwort gegeben war, ist nicht bekannt: nichts ist darüber zu sagen.</translation>
    </message>
    <message>
        <source>It states nothing that could be held against a source.</source>
        <translation>Sie sagt nichts, was an einer Quelle zu messen wäre.</translation>
    </message>
    <message>
        <source>No passage of it is named.</source>
        <translation>Keine Passage davon ist genannt.</translation>
    </message>
    <message>
        <source>identifier that nothing given holds</source>
        <translation>Bezeichner, den nichts Gegebenes enthält</translation>
    </message>
    <message>
        <source>number that nothing given holds</source>
        <translation>Zahl, die nichts Gegebenes enthält</translation>
    </message>
    <message>
        <source>name that nothing given holds</source>
        <translation>Name, den nichts Gegebenes enthält</translation>
    </message>
    <message>
        <source>words that little given supports</source>
        <translation>Worte, die wenig Gegebenes stützt</translation>
    </message>
    <message>
        <source>what is given says otherwise</source>
        <translation>das Gegebene sagt anderes</translation>
    </message>
    <message>
        <source>runs in a loop</source>
        <translation>dreht sich im Kreis</translation>
    </message>
    <message>
        <source>stands in it more than once</source>
        <translation>steht mehrmals darin</translation>
    </message>
    <message>
        <source>words without the order of a sentence</source>
        <translation>Worte ohne die Ordnung eines Satzes</translation>
    </message>
    <message>
        <source>letters of another script</source>
        <translation>Buchstaben einer anderen Schrift</translation>
    </message>
    <message>
        <source>declines or evades</source>
        <translation>lehnt ab oder weicht aus</translation>
    </message>
    <message>
        <source>in another language than the question</source>
        <translation>in anderer Sprache als die Frage</translation>
    </message>
    <message>
        <source>speaks as somebody else</source>
        <translation>spricht als jemand anderes</translation>
    </message>
    <message>
        <source>cites what was not given</source>
        <translation>zitiert, was nicht gegeben war</translation>
    </message>
    <message>
        <source>is said in two ways</source>
        <translation>wird auf zwei Arten gesagt</translation>
    </message>
    <message>
        <source>not of the format that was asked for</source>
        <translation>nicht im verlangten Format</translation>
    </message>
    <message>
        <source>not in the list of what exists</source>
        <translation>nicht in der Liste dessen, was es gibt</translation>
    </message>
    <message>
        <source>cut off here</source>
        <translation>hier abgeschnitten</translation>
    </message>
    <message>
        <source>unsupported</source>
        <translation>nicht gestützt</translation>
    </message>
</context>
<context>
    <name>traceview::AnnotationDelegate</name>
    <message>
        <source>beside the recording</source>
        <translation>neben der Aufzeichnung</translation>
    </message>
</context>
<context>
    <name>traceview::ClaimsView</name>
    <message>
        <source>, or press %1 and %2, %3 for the worst</source>
        <translation>, oder %1 und %2 drücken, %3 für die schwächste</translation>
    </message>
    <message>
        <source>Choose a claim to see its evidence: click on it%1.</source>
        <translation>Eine Aussage wählen, um ihre Belege zu sehen: darauf klicken%1.</translation>
    </message>
    <message>
        <source>Claims of the answer</source>
        <translation>Aussagen der Antwort</translation>
    </message>
    <message>
        <source>Answer, with its claims</source>
        <translation>Antwort, mit ihren Aussagen</translation>
    </message>
    <message>
        <source>Evidence of the chosen claim</source>
        <translation>Belege der gewählten Aussage</translation>
    </message>
    <message>
        <source>Why This Sentence?</source>
        <translation>Warum dieser Satz?</translation>
    </message>
    <message>
        <source>Where its words come from, step by step</source>
        <translation>Woher die Worte kommen, Schritt für Schritt</translation>
    </message>
    <message>
        <source>Choose an answer to see what it says and what stands under it.</source>
        <translation>Wählen Sie eine Antwort, um zu sehen, was sie sagt und was darunter steht.</translation>
    </message>
    <message>
        <source>The answer was not captured.</source>
        <translation>Die Antwort wurde nicht erfasst.</translation>
    </message>
    <message>
        <source>Nothing in this answer states anything.</source>
        <translation>Nichts in dieser Antwort sagt etwas aus.</translation>
    </message>
    <message>
        <source>Show only %1</source>
        <translation>Nur %1 zeigen</translation>
    </message>
    <message>
        <source>Show all %1</source>
        <translation>Alle %1 zeigen</translation>
    </message>
    <message>
        <source>1 claim</source>
        <translation>1 Aussage</translation>
    </message>
    <message>
        <source>%1 claims</source>
        <translation>%1 Aussagen</translation>
    </message>
    <message>
        <source>… characters %1 to %2 of %3 are shown; going to a claim moves on.</source>
        <translation>… Zeichen %1 bis %2 von %3 werden gezeigt; zu einer Aussage gehen rückt weiter.</translation>
    </message>
    <message>
        <source>No text of this answer is in the telemetry.</source>
        <translation>Kein Text dieser Antwort ist in der Telemetrie.</translation>
    </message>
    <message>
        <source>Claim %1 of %2: %3</source>
        <translation>Aussage %1 von %2: %3</translation>
    </message>
    <message>
        <source>%1 on %2; marked in the answer.</source>
        <translation>%1 darauf %2; in der Antwort markiert.</translation>
    </message>
    <message>
        <source>1 claim rests</source>
        <translation>1 Aussage beruht</translation>
    </message>
    <message>
        <source>%1 claims rest</source>
        <translation>%1 Aussagen beruhen</translation>
    </message>
</context>
<context>
    <name>traceview::ContextBar</name>
    <message>
        <source>Context window</source>
        <translation>Kontextfenster</translation>
    </message>
    <message>
        <source>Neither tokens nor text are in the telemetry: what filled the window is unknown.</source>
        <translation>Weder Token noch Text sind in der Telemetrie: was das Fenster füllte, ist unbekannt.</translation>
    </message>
    <message>
        <source>Refused, since it did not fit into the window; neither tokens nor text are in the telemetry.</source>
        <translation>Abgelehnt, da es nicht ins Fenster passte; weder Token noch Text sind in der Telemetrie.</translation>
    </message>
    <message>
        <source>%1 the text at token ≈ %2, %3 into the input: %4</source>
        <translation>%1 der Text bei Token ≈ %2, %3 in der Eingabe: %4</translation>
    </message>
    <message>
        <source>1 claim rests on</source>
        <translation>1 Aussage beruht auf</translation>
    </message>
    <message>
        <source>%1 claims rest on</source>
        <translation>%1 Aussagen beruhen auf</translation>
    </message>
    <message>
        <source>; in the middle, where models overlook most</source>
        <translation>; in der Mitte, wo Modelle am meisten übersehen</translation>
    </message>
    <message>
        <source>A passage</source>
        <translation>Eine Passage</translation>
    </message>
    <message>
        <source>%1, %2 into the input: no claim rests on it</source>
        <translation>%1, %2 in der Eingabe: keine Aussage beruht darauf</translation>
    </message>
    <message>
        <source>tokens unknown</source>
        <translation>Tokenzahl unbekannt</translation>
    </message>
    <message>
        <source>%1, %2: sent, and dropped by the server, most likely this. %3</source>
        <translation>%1, %2: gesendet und vom Server weggelassen, am ehesten dies. %3</translation>
    </message>
    <message>
        <source>%1 counted of which nobody tells what it was: a part of what was cut, or more than is estimated</source>
        <translation>%1 gezählt, von denen niemand sagt, was es war: ein Teil des Abgeschnittenen, oder mehr als geschätzt</translation>
    </message>
    <message>
        <source>Set aside for the answer and not taken, %1</source>
        <translation>Für die Antwort vorgesehen und nicht genommen, %1</translation>
    </message>
    <message>
        <source>Free, %1, not to scale</source>
        <translation>Frei, %1, nicht maßstäblich</translation>
    </message>
    <message>
        <source>Free, %1</source>
        <translation>Frei, %1</translation>
    </message>
    <message>
        <source>%1 of %2 tokens, %3 full</source>
        <translation>%1 von %2 Token, %3 voll</translation>
    </message>
    <message>
        <source>%1 tokens; the size of the window is unknown</source>
        <translation>%1 Token; die Größe des Fensters ist unbekannt</translation>
    </message>
    <message>
        <source>%1 read of ≈ %2 sent, %3 likely dropped by the server</source>
        <translation>%1 gelesen von ≈ %2 gesendet, %3 wohl vom Server weggelassen</translation>
    </message>
    <message>
        <source>refused: %1 asked</source>
        <translation>abgelehnt: %1 verlangt</translation>
    </message>
    <message>
        <source>refused: it did not fit</source>
        <translation>abgelehnt: es passte nicht</translation>
    </message>
    <message>
        <source>%1 set aside for the answer</source>
        <translation>%1 für die Antwort vorgesehen</translation>
    </message>
    <message>
        <source>%1 from a cache</source>
        <translation>%1 aus einem Cache</translation>
    </message>
    <message>
        <source>Context window  %1</source>
        <translation>Kontextfenster  %1</translation>
    </message>
    <message>
        <source>Likely dropped</source>
        <translation>Wohl weggefallen</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Weggefallen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Not told which</source>
        <translation>Nicht gesagt, welche</translation>
    </message>
    <message>
        <source>a %1 claim rests on it</source>
        <translation>eine Aussage (%1) beruht darauf</translation>
    </message>
    <message>
        <source>unused passage</source>
        <translation>ungenutzte Passage</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>ungenutzt</translation>
    </message>
    <message>
        <source>Reserve %1</source>
        <translation>Reserve %1</translation>
    </message>
    <message>
        <source>Reserve</source>
        <translation>Reserve</translation>
    </message>
    <message>
        <source>Free %1, not to scale</source>
        <translation>Frei %1, nicht maßstäblich</translation>
    </message>
    <message>
        <source>Free %1</source>
        <translation>Frei %1</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>traceview::ContextView</name>
    <message>
        <source>Part of the session</source>
        <translation>Teil der Sitzung</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllung</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>No generation is chosen: the context window belongs to one.</source>
        <translation>Keine Generation ist gewählt: das Kontextfenster gehört zu einer.</translation>
    </message>
    <message>
        <source>Dropped Only</source>
        <translation>Nur Weggefallenes</translation>
    </message>
    <message>
        <source>Only messages that the turn before had and this one has not, or that the server most likely dropped</source>
        <translation>Nur Nachrichten, die die Runde davor hatte und diese nicht, oder die der Server wohl wegließ</translation>
    </message>
    <message>
        <source>Open This Turn</source>
        <translation>Diese Runde öffnen</translation>
    </message>
    <message>
        <source>Open the trace of the chosen turn (Enter in the chart)</source>
        <translation>Den Trace der gewählten Runde öffnen (Eingabe im Diagramm)</translation>
    </message>
    <message>
        <source>Messages of the turn</source>
        <translation>Nachrichten der Runde</translation>
    </message>
    <message>
        <source>No turn of this session is known.</source>
        <translation>Keine Runde dieser Sitzung ist bekannt.</translation>
    </message>
    <message>
        <source>No session id: turns of this trace</source>
        <translation>Keine Sitzungs-Id: Runden dieses Traces</translation>
    </message>
    <message>
        <source>Session %1</source>
        <translation>Sitzung %1</translation>
    </message>
    <message>
        <source>1 turn</source>
        <translation>1 Runde</translation>
    </message>
    <message>
        <source>%1 turns</source>
        <translation>%1 Runden</translation>
    </message>
    <message>
        <source>more than were read</source>
        <translation>mehr als gelesen wurden</translation>
    </message>
    <message>
        <source>1 call with other instructions is not shown</source>
        <translation>1 Aufruf mit anderen Anweisungen wird nicht gezeigt</translation>
    </message>
    <message>
        <source>%1 calls with other instructions are not shown</source>
        <translation>%1 Aufrufe mit anderen Anweisungen werden nicht gezeigt</translation>
    </message>
    <message>
        <source>1 turn without text</source>
        <translation>1 Runde ohne Text</translation>
    </message>
    <message>
        <source>%1 turns without text</source>
        <translation>%1 Runden ohne Text</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>Turn %1</source>
        <translation>Runde %1</translation>
    </message>
    <message>
        <source>added %1</source>
        <translation>%1 hinzugefügt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>Messages of turn %1 (%2)</source>
        <translation>Nachrichten der Runde %1 (%2)</translation>
    </message>
    <message>
        <source>Nothing was dropped before this turn.</source>
        <translation>Vor dieser Runde fiel nichts weg.</translation>
    </message>
    <message>
        <source>This turn has no messages.</source>
        <translation>Diese Runde hat keine Nachrichten.</translation>
    </message>
</context>
<context>
    <name>traceview::ConversationView</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>More parts follow; they are not shown.</source>
        <translation>Weitere Teile folgen; sie werden nicht gezeigt.</translation>
    </message>
    <message>
        <source>%1 characters before this are not shown …</source>
        <translation>%1 Zeichen davor werden nicht gezeigt …</translation>
    </message>
    <message>
        <source>… %1 of %2 characters are shown.</source>
        <translation>… %1 von %2 Zeichen werden gezeigt.</translation>
    </message>
</context>
<context>
    <name>traceview::DiffHead</name>
    <message>
        <source>How to Pick Another</source>
        <translation>Einen anderen wählen</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>Daneben</translation>
    </message>
    <message>
        <source>Good run to compare with</source>
        <translation>Guter Lauf zum Vergleich</translation>
    </message>
    <message>
        <source>Tells how to compare with a run that is not in the list: by its link.</source>
        <translation>Sagt, wie mit einem Lauf außerhalb der Liste verglichen wird: über seinen Link.</translation>
    </message>
    <message>
        <source>Why the good run may be none</source>
        <translation>Warum der gute Lauf keiner sein könnte</translation>
    </message>
    <message>
        <source>First diverging step</source>
        <translation>Erster abweichender Schritt</translation>
    </message>
    <message>
        <source>picked by hand · trace %1</source>
        <translation>von Hand gewählt · Trace %1</translation>
    </message>
    <message>
        <source>Whole run: %1.</source>
        <translation>Ganzer Lauf: %1.</translation>
    </message>
    <message>
        <source>So many steps that they were paired by their names alone.</source>
        <translation>So viele Schritte, dass sie nur nach Namen gepaart wurden.</translation>
    </message>
    <message>
        <source>Only the first generations were read.</source>
        <translation>Nur die ersten Generationen wurden gelesen.</translation>
    </message>
</context>
<context>
    <name>traceview::DiffStepList</name>
    <message>
        <source>Steps of the suspect beside those of the good run</source>
        <translation>Schritte des Verdachtsfalls neben denen des guten Laufs</translation>
    </message>
    <message>
        <source>n and p go to the next and the previous difference, Enter opens the step.</source>
        <translation>n und p gehen zum nächsten und zum vorigen Unterschied, Eingabe öffnet den Schritt.</translation>
    </message>
</context>
<context>
    <name>traceview::DiffStepModel</name>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>the same but for natural variation</source>
        <translation>gleich bis auf natürliche Schwankung</translation>
    </message>
    <message>
        <source>differs, without a seen effect</source>
        <translation>weicht ab, ohne sichtbare Wirkung</translation>
    </message>
    <message>
        <source>diverges here</source>
        <translation>weicht hier ab</translation>
    </message>
    <message>
        <source>differs as a consequence</source>
        <translation>weicht als Folge ab</translation>
    </message>
    <message>
        <source>missing in the suspect</source>
        <translation>fehlt im Verdachtsfall</translation>
    </message>
    <message>
        <source>only in the suspect</source>
        <translation>nur im Verdachtsfall</translation>
    </message>
    <message>
        <source>repeated in the suspect</source>
        <translation>im Verdachtsfall wiederholt</translation>
    </message>
    <message>
        <source>stands elsewhere in the good run</source>
        <translation>steht im guten Lauf woanders</translation>
    </message>
    <message>
        <source>, the first diverging step</source>
        <translation>, der erste abweichende Schritt</translation>
    </message>
    <message>
        <source>, the step that is left</source>
        <translation>, der verlassene Schritt</translation>
    </message>
    <message>
        <source>, as a consequence</source>
        <translation>, als Folge</translation>
    </message>
    <message>
        <source>no step</source>
        <translation>kein Schritt</translation>
    </message>
    <message>
        <source>Suspect: %1. Good run: %2. %3.</source>
        <translation>Verdachtsfall: %1. Guter Lauf: %2. %3.</translation>
    </message>
</context>
<context>
    <name>traceview::DiffTable</name>
    <message>
        <source>Differs in</source>
        <translation>Weicht ab in</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation>Verdachtsfall</translation>
    </message>
    <message>
        <source>Good run</source>
        <translation>Guter Lauf</translation>
    </message>
    <message>
        <source>What the chosen pair of steps differs in</source>
        <translation>Worin sich das gewählte Schrittpaar unterscheidet</translation>
    </message>
    <message>
        <source>n and p go to the next and the previous step that differs.</source>
        <translation>n und p gehen zum nächsten und zum vorigen abweichenden Schritt.</translation>
    </message>
</context>
<context>
    <name>traceview::DiffTexts</name>
    <message>
        <source>only in the good run</source>
        <translation>nur im guten Lauf</translation>
    </message>
    <message>
        <source>only in the suspect</source>
        <translation>nur im Verdachtsfall</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>weicht ab</translation>
    </message>
    <message>
        <source>, beside what is most like it, %1</source>
        <translation>, neben dem Ähnlichsten, %1</translation>
    </message>
    <message>
        <source>Which text of the step</source>
        <translation>Welcher Text des Schritts</translation>
    </message>
    <message>
        <source>Text of the suspect</source>
        <translation>Text des Verdachtsfalls</translation>
    </message>
    <message>
        <source>Text of the good run</source>
        <translation>Text des guten Laufs</translation>
    </message>
    <message>
        <source>No text of this step is in the telemetry.</source>
        <translation>Kein Text dieses Schritts ist in der Telemetrie.</translation>
    </message>
    <message>
        <source>too long or too different to be compared in full</source>
        <translation>zu lang oder zu verschieden für einen vollen Vergleich</translation>
    </message>
    <message>
        <source>Not in this run.</source>
        <translation>Nicht in diesem Lauf.</translation>
    </message>
    <message>
        <source>… the first %1 characters of %2 bytes are shown.</source>
        <translation>… die ersten %1 Zeichen von %2 Bytes werden gezeigt.</translation>
    </message>
    <message>
        <source>reasoning</source>
        <translation>Denkschritte</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>tool call</source>
        <translation>Werkzeugaufruf</translation>
    </message>
</context>
<context>
    <name>traceview::DiffView</name>
    <message>
        <source>Part of the comparison</source>
        <translation>Teil des Vergleichs</translation>
    </message>
    <message>
        <source>Suspect</source>
        <translation>Verdachtsfall</translation>
    </message>
    <message>
        <source>Good run</source>
        <translation>Guter Lauf</translation>
    </message>
    <message>
        <source>Looking for a good run</source>
        <translation>Ein guter Lauf wird gesucht</translation>
    </message>
    <message>
        <source>One with the same question, from before it went wrong.</source>
        <translation>Einer mit derselben Frage, von bevor es schiefging.</translation>
    </message>
    <message>
        <source>A good run is being looked for; this is still the comparison before.</source>
        <translation>Ein guter Lauf wird gesucht; dies ist noch der vorige Vergleich.</translation>
    </message>
    <message>
        <source>The chosen step is not in this comparison: the trace has got more since.</source>
        <translation>Der gewählte Schritt ist nicht in diesem Vergleich: der Trace ist seitdem gewachsen.</translation>
    </message>
    <message>
        <source>Compare Again</source>
        <translation>Erneut vergleichen</translation>
    </message>
    <message>
        <source>The good run was looked for with the answer of step %1; step %2 is chosen.</source>
        <translation>Der gute Lauf wurde mit der Antwort von Schritt %1 gesucht; gewählt ist Schritt %2.</translation>
    </message>
    <message>
        <source>Compare the Chosen Answer</source>
        <translation>Die gewählte Antwort vergleichen</translation>
    </message>
    <message>
        <source>No good run was found</source>
        <translation>Kein guter Lauf wurde gefunden</translation>
    </message>
    <message>
        <source>How to Pick Another</source>
        <translation>Einen anderen wählen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>Unterschiede</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Differences of %1 (%2)</source>
        <translation>Unterschiede von %1 (%2)</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>Schritt %1</translation>
    </message>
    <message>
        <source>the good run&apos;s step %1</source>
        <translation>Schritt %1 des guten Laufs</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Dokumente</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>another thing in substance</source>
        <translation>im Wesen etwas anderes</translation>
    </message>
    <message>
        <source>differs, without a seen effect</source>
        <translation>weicht ab, ohne sichtbare Wirkung</translation>
    </message>
    <message>
        <source>cannot be told: not captured on one side</source>
        <translation>nicht zu sagen: auf einer Seite nicht erfasst</translation>
    </message>
    <message>
        <source>natural variation</source>
        <translation>natürliche Schwankung</translation>
    </message>
    <message>
        <source>The questions are the same.</source>
        <translation>Die Fragen sind dieselben.</translation>
    </message>
    <message>
        <source>The questions are the same but for what they name.</source>
        <translation>Die Fragen sind dieselben bis auf das, was sie nennen.</translation>
    </message>
    <message>
        <source>The questions are alike, not the same.</source>
        <translation>Die Fragen sind ähnlich, nicht dieselben.</translation>
    </message>
    <message>
        <source>The questions differ: what follows from them is not held against it.</source>
        <translation>Die Fragen unterscheiden sich: was daraus folgt, wird ihr nicht angelastet.</translation>
    </message>
    <message>
        <source>What was asked was not captured on one side.</source>
        <translation>Was gefragt wurde, ist auf einer Seite nicht erfasst.</translation>
    </message>
</context>
<context>
    <name>traceview::EvaluationList</name>
    <message>
        <source>Whole trace: %1</source>
        <translation>Ganzer Trace: %1</translation>
    </message>
    <message>
        <source>judge not named</source>
        <translation>Bewerter nicht genannt</translation>
    </message>
    <message>
        <source>by %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>chance of being wrong %1</source>
        <translation>Wahrscheinlichkeit, falsch zu sein, %1</translation>
    </message>
    <message>
        <source>judged %1 bad</source>
        <translation>bewertete %1 schlecht</translation>
    </message>
    <message>
        <source>value %1</source>
        <translation>Wert %1</translation>
    </message>
    <message>
        <source>recorded %1 later</source>
        <translation>%1 später aufgezeichnet</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>durchgefallen</translation>
    </message>
    <message>
        <source>inconclusive</source>
        <translation>nicht eindeutig</translation>
    </message>
    <message>
        <source>not captured</source>
        <translation>nicht erfasst</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>trifft nicht zu</translation>
    </message>
    <message>
        <source>judge unavailable</source>
        <translation>Bewerter nicht verfügbar</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>veraltet</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>Bewertungen</translation>
    </message>
</context>
<context>
    <name>traceview::EvidenceCard</name>
    <message>
        <source>Its text is not in the telemetry.</source>
        <translation>Der Text ist nicht in der Telemetrie.</translation>
    </message>
</context>
<context>
    <name>traceview::EvidenceLines</name>
    <message>
        <source>Support of each claim</source>
        <translation>Stützung jeder Aussage</translation>
    </message>
    <message>
        <source>The same as the claims of the answer, which keys go through</source>
        <translation>Dasselbe wie die Aussagen der Antwort, durch die die Tasten führen</translation>
    </message>
</context>
<context>
    <name>traceview::FillChart</name>
    <message>
        <source>Fill of the window over the session</source>
        <translation>Füllung des Fensters über die Sitzung</translation>
    </message>
    <message>
        <source>the server keeps %1 of an input</source>
        <translation>der Server behält %1 einer Eingabe</translation>
    </message>
    <message>
        <source>window of %1 tokens far above</source>
        <translation>Fenster von %1 Token weit darüber</translation>
    </message>
    <message>
        <source>window %1</source>
        <translation>Fenster %1</translation>
    </message>
</context>
<context>
    <name>traceview::FindingLine</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Shows the step where it is seen</source>
        <translation>Zeigt den Schritt, an dem es zu sehen ist</translation>
    </message>
</context>
<context>
    <name>traceview::FindingsBar</name>
    <message>
        <source>Fault</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Doubt</source>
        <translation>Zweifel</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Findings of the trace</source>
        <translation>Befunde des Traces</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>und %1 weitere</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht bewertet</translation>
    </message>
    <message>
        <source>Further findings, and what was not judged</source>
        <translation>Weitere Befunde, und was nicht bewertet wurde</translation>
    </message>
    <message>
        <source>What is wrong could not be found out: %1 The steps below can be read all the same.</source>
        <translation>Was falsch ist, war nicht zu ermitteln: %1 Die Schritte unten sind trotzdem lesbar.</translation>
    </message>
    <message>
        <source>Drag it to the tab Incident, and there onto the timeline, to keep it</source>
        <translation>Zum Behalten auf den Reiter Vorfall ziehen, und dort auf den Verlauf</translation>
    </message>
    <message>
        <source>&amp;Put on the Incident&apos;s Timeline</source>
        <translation>&amp;In den Verlauf des Vorfalls setzen</translation>
    </message>
</context>
<context>
    <name>traceview::FlameView</name>
    <message>
        <source>unnamed</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>too short to be drawn</source>
        <translation>zu kurz zum Zeichnen</translation>
    </message>
    <message>
        <source>on top: critical path</source>
        <translation>oben: kritischer Pfad</translation>
    </message>
    <message>
        <source>below: failed</source>
        <translation>unten: fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 without a time are not shown</source>
        <translation>%1 ohne Zeit werden nicht gezeigt</translation>
    </message>
    <message>
        <source>%1 of %2, level %3</source>
        <translation>%1 von %2, Ebene %3</translation>
    </message>
    <message>
        <source>, without a time, not shown here</source>
        <translation>, ohne Zeit, hier nicht gezeigt</translation>
    </message>
    <message>
        <source>Flame view of the trace</source>
        <translation>Flammenansicht des Traces</translation>
    </message>
    <message>
        <source>Steps: %1</source>
        <translation>Schritte: %1</translation>
    </message>
    <message>
        <source>%1 steps within %2, each too short to be drawn here</source>
        <translation>%1 Schritte binnen %2, jeder zu kurz zum Zeichnen</translation>
    </message>
    <message>
        <source>; %1 of them failed</source>
        <translation>; %1 davon fehlgeschlagen</translation>
    </message>
    <message>
        <source>. Zoom in to see them.</source>
        <translation>. Hineinzoomen, um sie zu sehen.</translation>
    </message>
    <message>
        <source>service %1</source>
        <translation>Dienst %1</translation>
    </message>
    <message>
        <source>begins at %1</source>
        <translation>beginnt bei %1</translation>
    </message>
    <message>
        <source>on the critical path: the end waited for it</source>
        <translation>auf dem kritischen Pfad: das Ende wartete darauf</translation>
    </message>
    <message>
        <source>found by the search</source>
        <translation>von der Suche gefunden</translation>
    </message>
    <message>
        <source>outside its parent</source>
        <translation>außerhalb seines Elternschritts</translation>
    </message>
</context>
<context>
    <name>traceview::GraphView</name>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>%1 → %2 tokens</source>
        <translation>%1 → %2 Token</translation>
    </message>
    <message>
        <source>Steps by cause</source>
        <translation>Schritte nach Ursache</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 steps that are folded</source>
        <translation>%1 zusammengefaltete Schritte</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>fails %1</source>
        <translation>%1 schlägt fehl</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>nach %1</translation>
    </message>
    <message>
        <source>because of %1</source>
        <translation>wegen %1</translation>
    </message>
</context>
<context>
    <name>traceview::NotesView</name>
    <message>
        <source>Take Back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Notes and bookmarks of the trace</source>
        <translation>Notizen und Lesezeichen des Traces</translation>
    </message>
    <message>
        <source>The note is no longer listed here; the timeline keeps what was written</source>
        <translation>Die Notiz steht hier nicht mehr; der Verlauf behält, was geschrieben wurde</translation>
    </message>
    <message>
        <source>Note on what is chosen</source>
        <translation>Notiz zum Gewählten</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>Eine Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Add Note</source>
        <translation>Notiz hinzufügen</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Lesezeichen</translation>
    </message>
    <message>
        <source>Marks what is chosen, to be found again</source>
        <translation>Markiert das Gewählte, um es wiederzufinden</translation>
    </message>
    <message>
        <source>the trace</source>
        <translation>der Trace</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>Zu %1</translation>
    </message>
    <message>
        <source>It was written just now, so that views of that time do not show it: it is listed once you are live again</source>
        <translation>Eben geschrieben, so dass Ansichten jener Zeit es nicht zeigen: es steht hier, sobald Sie wieder live sind</translation>
    </message>
    <message>
        <source>%1 The note is still in its line.</source>
        <translation>%1 Die Notiz steht noch in ihrer Zeile.</translation>
    </message>
    <message>
        <source>Nothing can be written here.</source>
        <translation>Hier kann nichts geschrieben werden.</translation>
    </message>
    <message>
        <source>No notes on this trace</source>
        <translation>Keine Notizen zu diesem Trace</translation>
    </message>
    <message>
        <source>Notes and bookmarks on a step, a claim or a moment stand here, and in the incident&apos;s timeline.</source>
        <translation>Notizen und Lesezeichen zu Schritt, Aussage oder Moment stehen hier und im Verlauf des Vorfalls.</translation>
    </message>
</context>
<context>
    <name>traceview::PlaybackBar</name>
    <message>
        <source>Even Steps</source>
        <translation>Gleiche Schritte</translation>
    </message>
    <message>
        <source>Show All</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Speed of the playback</source>
        <translation>Tempo der Wiedergabe</translation>
    </message>
    <message>
        <source>Each moment takes as long as the next, however long it took</source>
        <translation>Jeder Moment dauert so lang wie der nächste, wie lang er auch war</translation>
    </message>
    <message>
        <source>Moment of the trace</source>
        <translation>Moment des Traces</translation>
    </message>
    <message>
        <source>Ends the playback: the whole trace is shown</source>
        <translation>Beendet die Wiedergabe: der ganze Trace wird gezeigt</translation>
    </message>
    <message>
        <source>Where the playback is</source>
        <translation>Wo die Wiedergabe ist</translation>
    </message>
    <message>
        <source>Back one moment</source>
        <translation>Einen Moment zurück</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Play the trace</source>
        <translation>Den Trace abspielen</translation>
    </message>
    <message>
        <source>On one moment</source>
        <translation>Einen Moment weiter</translation>
    </message>
    <message>
        <source>a step</source>
        <translation>ein Schritt</translation>
    </message>
    <message>
        <source>%1 begins</source>
        <translation>%1 beginnt</translation>
    </message>
    <message>
        <source>%1: first token</source>
        <translation>%1: erstes Token</translation>
    </message>
    <message>
        <source>%1 ends</source>
        <translation>%1 endet</translation>
    </message>
    <message>
        <source>%1 fails</source>
        <translation>%1 schlägt fehl</translation>
    </message>
    <message>
        <source>No step has a known time: nothing can be played.</source>
        <translation>Kein Schritt hat eine bekannte Zeit: nichts kann abgespielt werden.</translation>
    </message>
    <message>
        <source>All is shown · %1 moments in %2</source>
        <translation>Alles wird gezeigt · %1 Momente in %2</translation>
    </message>
    <message>
        <source>%1 of %2 · moment %3 of %4</source>
        <translation>%1 von %2 · Moment %3 von %4</translation>
    </message>
</context>
<context>
    <name>traceview::ReaskForm</name>
    <message>
        <source>C&amp;urrent model</source>
        <translation>A&amp;ktuelles Modell</translation>
    </message>
    <message>
        <source>&amp;Pinned model</source>
        <translation>An&amp;geheftetes Modell</translation>
    </message>
    <message>
        <source>Fa&amp;llback model</source>
        <translation>Au&amp;sweichmodell</translation>
    </message>
    <message>
        <source>Another model</source>
        <translation>Ein anderes Modell</translation>
    </message>
    <message>
        <source>Answers of each model</source>
        <translation>Antworten je Modell</translation>
    </message>
    <message>
        <source>A&amp;nswers of each</source>
        <translation>A&amp;ntworten je Modell</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Ask an&amp;yway, with what there is</source>
        <translation>Trot&amp;zdem fragen, mit dem Vorhandenen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel the requests that are under way</source>
        <translation>Die laufenden Anfragen abbrechen</translation>
    </message>
    <message>
        <source>%1 of %2 came</source>
        <translation>%1 von %2 gekommen</translation>
    </message>
    <message>
        <source>cancelling, %1</source>
        <translation>wird abgebrochen, %1</translation>
    </message>
    <message>
        <source>Cancelling, %1</source>
        <translation>Wird abgebrochen, %1</translation>
    </message>
    <message>
        <source>Under way for another answer, %1: %2. One question is asked at a time.</source>
        <translation>Läuft für eine andere Antwort, %1: %2. Nur eine Frage wird zugleich gestellt.</translation>
    </message>
    <message>
        <source>Nothing can be asked here: this is a recording, and what is looked at there commands nothing. Open a live session, or use: %1</source>
        <translation>Hier kann nichts gefragt werden: dies ist eine Aufzeichnung, und was dort angesehen wird, befiehlt nichts. Öffnen Sie eine Live-Sitzung, oder nutzen Sie: %1</translation>
    </message>
    <message>
        <source>The endpoint cannot be asked: %1</source>
        <translation>Der Endpunkt kann nicht gefragt werden: %1</translation>
    </message>
    <message>
        <source>No OpenAI-compatible endpoint is configured: PLUMBLINE_REASK_ENDPOINT names one.</source>
        <translation>Kein OpenAI-kompatibler Endpunkt ist eingerichtet: PLUMBLINE_REASK_ENDPOINT nennt einen.</translation>
    </message>
    <message>
        <source>Choose an answer to ask its question again.</source>
        <translation>Wählen Sie eine Antwort, um ihre Frage noch einmal zu stellen.</translation>
    </message>
    <message>
        <source>The console looks at the past: nothing is sent from there. Go live to ask.</source>
        <translation>Die Konsole sieht die Vergangenheit: von dort wird nichts gesendet. Gehen Sie zu Live, um zu fragen.</translation>
    </message>
    <message>
        <source>The same input goes to %1</source>
        <translation>Dieselbe Eingabe geht an %1</translation>
    </message>
    <message>
        <source>The input as it was sent goes to %1. %2</source>
        <translation>Die Eingabe geht, wie sie gesendet wurde, an %1. %2</translation>
    </message>
    <message>
        <source>It would not be the same input: %1</source>
        <translation>Es wäre nicht dieselbe Eingabe: %1</translation>
    </message>
    <message>
        <source>&amp;Send 1 Request</source>
        <translation>1 &amp;Anfrage senden</translation>
    </message>
    <message>
        <source>&amp;Send %1 Requests</source>
        <translation>%1 &amp;Anfragen senden</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 bis %2</translation>
    </message>
</context>
<context>
    <name>traceview::ReaskPanel</name>
    <message>
        <source>%1%2, %3, trace %4</source>
        <translation>%1%2, %3, Trace %4</translation>
    </message>
    <message>
        <source>an unnamed service</source>
        <translation>ein Dienst ohne Namen</translation>
    </message>
    <message>
        <source>Which re-ask is shown</source>
        <translation>Welche neue Frage gezeigt wird</translation>
    </message>
    <message>
        <source>The console looks at the past now, and nothing is sent from there: asking %1 again is being cancelled.</source>
        <translation>Die Konsole sieht jetzt die Vergangenheit, und von dort wird nichts gesendet: die neue Frage zu %1 wird abgebrochen.</translation>
    </message>
    <message>
        <source>Asking %1 again: %2</source>
        <translation>Neue Frage zu %1: %2</translation>
    </message>
    <message>
        <source>%1 of %2 answers came before and are kept.</source>
        <translation>%1 von %2 Antworten kamen vorher und bleiben.</translation>
    </message>
    <message>
        <source>Asking %1 again was cancelled, because the console looks at the past now. %2</source>
        <translation>Die neue Frage zu %1 wurde abgebrochen, weil die Konsole jetzt die Vergangenheit sieht. %2</translation>
    </message>
    <message>
        <source>Cancelled; %1</source>
        <translation>Abgebrochen; %1</translation>
    </message>
    <message>
        <source>Asking %1 again was cancelled; %2</source>
        <translation>Die neue Frage zu %1 wurde abgebrochen; %2</translation>
    </message>
    <message>
        <source>Asking %1 again has ended: %2 of %3 came.</source>
        <translation>Die neue Frage zu %1 ist beendet: %2 von %3 kamen.</translation>
    </message>
    <message>
        <source>What came is not in the recording: %1</source>
        <translation>Was kam, ist nicht in der Aufzeichnung: %1</translation>
    </message>
    <message>
        <source>Coming now</source>
        <translation>Kommt gerade</translation>
    </message>
    <message>
        <source>Asked just now</source>
        <translation>Eben gefragt</translation>
    </message>
    <message>
        <source>%1, asked by %2</source>
        <translation>%1, gefragt von %2</translation>
    </message>
</context>
<context>
    <name>traceview::ReaskResults</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>%1/%2 say so</source>
        <translation>%1/%2 sagen das</translation>
    </message>
    <message>
        <source>, %1 otherwise</source>
        <translation>, %1 anders</translation>
    </message>
    <message>
        <source>It does not say: “%1”</source>
        <translation>Sie sagt nicht: „%1“</translation>
    </message>
    <message>
        <source>nor %1 more statements</source>
        <translation>noch %1 weitere Aussagen</translation>
    </message>
    <message>
        <source>Answers by meaning</source>
        <translation>Antworten nach Bedeutung</translation>
    </message>
    <message>
        <source>The chosen answer</source>
        <translation>Die gewählte Antwort</translation>
    </message>
    <message>
        <source>What the suspect said, and how many samples say so</source>
        <translation>Was der Verdachtsfall sagte, und wie viele Proben es sagen</translation>
    </message>
    <message>
        <source>Not the same input: %1</source>
        <translation>Nicht dieselbe Eingabe: %1</translation>
    </message>
    <message>
        <source>In bold: what the largest group does not say.</source>
        <translation>Fett: was die größte Gruppe nicht sagt.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, as the suspect: </source>
        <translation>%1, wie der Verdachtsfall: </translation>
    </message>
    <message>
        <source>%1: </source>
        <translation>%1: </translation>
    </message>
    <message>
        <source>The suspect said</source>
        <translation>Der Verdachtsfall sagte</translation>
    </message>
    <message>
        <source>coming: %1</source>
        <translation>kommt: %1</translation>
    </message>
</context>
<context>
    <name>traceview::StepDetails</name>
    <message>
        <source>model unknown</source>
        <translation>Modell unbekannt</translation>
    </message>
    <message>
        <source>%1 asked for, served model unknown</source>
        <translation>%1 verlangt, bedienendes Modell unbekannt</translation>
    </message>
    <message>
        <source>%1 (asked for %2)</source>
        <translation>%1 (verlangt: %2)</translation>
    </message>
    <message>
        <source>error: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>?</source>
        <translation>?</translation>
    </message>
    <message>
        <source>%1 (implausible)</source>
        <translation>%1 (unglaubwürdig)</translation>
    </message>
    <message>
        <source>%1 tokens in, %2 out</source>
        <translation>%1 Token ein, %2 aus</translation>
    </message>
    <message>
        <source>%1 of them reasoning</source>
        <translation>%1 davon Denkschritte</translation>
    </message>
    <message>
        <source>finished: %1</source>
        <translation>beendet: %1</translation>
    </message>
    <message>
        <source>prompt %1</source>
        <translation>Prompt %1</translation>
    </message>
    <message>
        <source>history compacted</source>
        <translation>Verlauf verdichtet</translation>
    </message>
    <message>
        <source>its span never came</source>
        <translation>der Span kam nie</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>Bewertungen</translation>
    </message>
    <message>
        <source>What is known of the step</source>
        <translation>Was über den Schritt bekannt ist</translation>
    </message>
    <message>
        <source>What to show of the step</source>
        <translation>Was vom Schritt zu zeigen ist</translation>
    </message>
    <message>
        <source>unnamed</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>duration unknown</source>
        <translation>Dauer unbekannt</translation>
    </message>
    <message>
        <source>%1 after it was recorded: implausible, its clock is ahead</source>
        <translation>%1 nach der Aufzeichnung: unglaubwürdig, die Uhr geht vor</translation>
    </message>
    <message>
        <source>answers a call of %1</source>
        <translation>beantwortet einen Aufruf von %1</translation>
    </message>
    <message>
        <source>Evaluations %1</source>
        <translation>Bewertungen %1</translation>
    </message>
    <message>
        <source>Attributes %1</source>
        <translation>Attribute %1</translation>
    </message>
    <message>
        <source>No step chosen</source>
        <translation>Kein Schritt gewählt</translation>
    </message>
    <message>
        <source>Choose one in the waterfall.</source>
        <translation>Wählen Sie einen im Wasserfall.</translation>
    </message>
</context>
<context>
    <name>traceview::StepsTable</name>
    <message>
        <source>Steps of the trace</source>
        <translation>Schritte des Traces</translation>
    </message>
</context>
<context>
    <name>traceview::TimeAxis</name>
    <message>
        <source>unnamed</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>duration unknown</source>
        <translation>Dauer unbekannt</translation>
    </message>
</context>
<context>
    <name>traceview::TracePage</name>
    <message>
        <source>Waterfall</source>
        <translation>Wasserfall</translation>
    </message>
    <message>
        <source>The steps on a common time axis</source>
        <translation>Die Schritte auf gemeinsamer Zeitachse</translation>
    </message>
    <message>
        <source>Flame</source>
        <translation>Flamme</translation>
    </message>
    <message>
        <source>The steps as bars inside each other; for large traces</source>
        <translation>Die Schritte als Balken ineinander; für große Traces</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>Aussagen</translation>
    </message>
    <message>
        <source>What the answer says, and what stands under each of it</source>
        <translation>Was die Antwort sagt, und was unter jedem davon steht</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>Graph</translation>
    </message>
    <message>
        <source>The steps by cause: what led to what, loops folded</source>
        <translation>Die Schritte nach Ursache: was wozu führte, Schleifen gefaltet</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>The steps as a table</source>
        <translation>Die Schritte als Tabelle</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>How the context window filled over the session, and what was dropped</source>
        <translation>Wie sich das Kontextfenster über die Sitzung füllte, und was wegfiel</translation>
    </message>
    <message>
        <source>Good Run</source>
        <translation>Guter Lauf</translation>
    </message>
    <message>
        <source>This run beside a good one: where they diverge first</source>
        <translation>Dieser Lauf neben einem guten: wo sie zuerst abweichen</translation>
    </message>
    <message>
        <source>Re-ask</source>
        <translation>Neue Frage</translation>
    </message>
    <message>
        <source>The same question, asked again: how sure is the model</source>
        <translation>Dieselbe Frage noch einmal: wie sicher ist das Modell</translation>
    </message>
    <message>
        <source>No trace is open</source>
        <translation>Kein Trace ist offen</translation>
    </message>
    <message>
        <source>A trace shows one answer step by step: what was retrieved, which tools ran, what filled the context.</source>
        <translation>Ein Trace zeigt eine Antwort Schritt für Schritt: was abgerufen wurde, welche Werkzeuge liefen, was den Kontext füllte.</translation>
    </message>
    <message>
        <source>Show Suspects</source>
        <translation>Verdachtsfälle zeigen</translation>
    </message>
    <message>
        <source>Go to Its Time</source>
        <translation>Zu seiner Zeit</translation>
    </message>
    <message>
        <source>Move the time cursor to the end of this trace</source>
        <translation>Den Zeitcursor ans Ende dieses Traces setzen</translation>
    </message>
    <message>
        <source>Follow Its Spread</source>
        <translation>Ihrer Ausbreitung folgen</translation>
    </message>
    <message>
        <source>Where what the chosen answer says went, and where it came from</source>
        <translation>Wohin ging, was die gewählte Antwort sagt, und woher es kam</translation>
    </message>
    <message>
        <source>View of the trace</source>
        <translation>Ansicht des Traces</translation>
    </message>
    <message>
        <source>The question asked again</source>
        <translation>Die noch einmal gestellte Frage</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notizen</translation>
    </message>
    <message>
        <source>%1, come back here and %2: then it is what this run is held against.</source>
        <translation>%1, hierher zurückkommen und %2: dann wird dieser Lauf daran gemessen.</translation>
    </message>
    <message>
        <source>Copy the link of the good trace there</source>
        <translation>Dort den Link des guten Traces kopieren</translation>
    </message>
    <message>
        <source>open it while this view is shown</source>
        <translation>ihn öffnen, während diese Ansicht gezeigt wird</translation>
    </message>
    <message>
        <source>Got It</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>%1 of %2 steps so far</source>
        <translation>%1 von %2 Schritten bisher</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 Schritt</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 Schritte</translation>
    </message>
    <message>
        <source>%1 without a known parent</source>
        <translation>%1 ohne bekannten Elternschritt</translation>
    </message>
    <message>
        <source>circles cut: %1</source>
        <translation>Kreise aufgetrennt: %1</translation>
    </message>
    <message>
        <source>1 failure swallowed</source>
        <translation>1 Fehler verschluckt</translation>
    </message>
    <message>
        <source>%1 failures swallowed</source>
        <translation>%1 Fehler verschluckt</translation>
    </message>
    <message>
        <source>%1 inferred</source>
        <translation>%1 erschlossen</translation>
    </message>
    <message>
        <source>no reason given</source>
        <translation>kein Grund genannt</translation>
    </message>
    <message>
        <source>Of the whole trace: %1</source>
        <translation>Vom ganzen Trace: %1</translation>
    </message>
    <message>
        <source>The link names a view that is not known here: %1.</source>
        <translation>Der Link nennt eine hier unbekannte Ansicht: %1.</translation>
    </message>
    <message>
        <source>No further step failed.</source>
        <translation>Kein weiterer Schritt schlug fehl.</translation>
    </message>
    <message>
        <source>No step failed before.</source>
        <translation>Kein Schritt davor schlug fehl.</translation>
    </message>
    <message>
        <source>No further step was tried again.</source>
        <translation>Kein weiterer Schritt wurde wiederholt.</translation>
    </message>
    <message>
        <source>No further loop begins.</source>
        <translation>Keine weitere Schleife beginnt.</translation>
    </message>
    <message>
        <source>Past the last one: from the beginning again.</source>
        <translation>Nach dem letzten: wieder von vorn.</translation>
    </message>
    <message>
        <source>Past the first one: from the end again.</source>
        <translation>Vor dem ersten: wieder von hinten.</translation>
    </message>
    <message>
        <source>Being read</source>
        <translation>Wird gelesen</translation>
    </message>
    <message>
        <source>Trace %1…</source>
        <translation>Trace %1…</translation>
    </message>
    <message>
        <source>No span of this trace was known at the cursor. It came later, or was never sent.</source>
        <translation>Am Cursor war kein Span dieses Traces bekannt. Er kam später oder wurde nie gesendet.</translation>
    </message>
    <message>
        <source>No step is known.</source>
        <translation>Kein Schritt ist bekannt.</translation>
    </message>
    <message>
        <source>The context window is shown for generations; this step is none.</source>
        <translation>Das Kontextfenster gibt es für Generationen; dieser Schritt ist keine.</translation>
    </message>
    <message>
        <source>The context window is shown for generations; the chosen step is none.</source>
        <translation>Das Kontextfenster gibt es für Generationen; der gewählte Schritt ist keine.</translation>
    </message>
    <message>
        <source>This trace has more than %1 answers or %2 other steps: search, graph and findings know the first of them only.</source>
        <translation>Dieser Trace hat mehr als %1 Antworten oder %2 andere Schritte: Suche, Graph und Befunde kennen nur die ersten davon.</translation>
    </message>
    <message>
        <source>first step that diverges from the good run</source>
        <translation>erster Schritt, der vom guten Lauf abweicht</translation>
    </message>
    <message>
        <source>The trace has no such step, as far as it was known at the cursor.</source>
        <translation>Der Trace hat keinen solchen Schritt, soweit am Cursor bekannt.</translation>
    </message>
    <message>
        <source>The answer has no such stretch, as far as it was known at the cursor.</source>
        <translation>Die Antwort hat keine solche Stelle, soweit am Cursor bekannt.</translation>
    </message>
    <message>
        <source>Notes %1</source>
        <translation>Notizen %1</translation>
    </message>
    <message>
        <source>The finding stands at %1, in a file beside the recording.</source>
        <translation>Der Befund steht bei %1, in einer Datei neben der Aufzeichnung.</translation>
    </message>
    <message>
        <source>The finding stands in the incident&apos;s timeline, at %1.</source>
        <translation>Der Befund steht im Verlauf des Vorfalls, bei %1.</translation>
    </message>
    <message>
        <source>The finding is not in the timeline: %1</source>
        <translation>Der Befund ist nicht im Verlauf: %1</translation>
    </message>
    <message>
        <source>Nothing can be written here.</source>
        <translation>Hier kann nichts geschrieben werden.</translation>
    </message>
    <message>
        <source>No finding is about the chosen step. Choose one of those above, or its step.</source>
        <translation>Kein Befund betrifft den gewählten Schritt. Wählen Sie einen von oben, oder dessen Schritt.</translation>
    </message>
    <message>
        <source>What the finding is about is not read yet.</source>
        <translation>Worum es im Befund geht, ist noch nicht gelesen.</translation>
    </message>
    <message>
        <source>The finding stands in the timeline already.</source>
        <translation>Der Befund steht schon im Verlauf.</translation>
    </message>
    <message>
        <source>The trace</source>
        <translation>Der Trace</translation>
    </message>
</context>
<context>
    <name>traceview::TraceSearchBar</name>
    <message>
        <source>%1 in answers</source>
        <translation>%1 in Antworten</translation>
    </message>
    <message>
        <source>%1 in reasoning</source>
        <translation>%1 in Denkschritten</translation>
    </message>
    <message>
        <source>%1 in input</source>
        <translation>%1 in Eingaben</translation>
    </message>
    <message>
        <source>%1 in passages</source>
        <translation>%1 in Passagen</translation>
    </message>
    <message>
        <source>%1 in arguments</source>
        <translation>%1 in Argumenten</translation>
    </message>
    <message>
        <source>%1 in tool results</source>
        <translation>%1 in Werkzeugergebnissen</translation>
    </message>
    <message>
        <source>%1 in names</source>
        <translation>%1 in Namen</translation>
    </message>
    <message>
        <source>Looked for in names, messages, passages, arguments and results</source>
        <translation>Gesucht in Namen, Nachrichten, Passagen, Argumenten und Ergebnissen</translation>
    </message>
    <message>
        <source>1 step: %2</source>
        <translation>1 Schritt: %2</translation>
    </message>
    <message>
        <source>%1 steps: %2</source>
        <translation>%1 Schritte: %2</translation>
    </message>
    <message>
        <source>; there are more</source>
        <translation>; es gibt mehr</translation>
    </message>
    <message>
        <source>Search the trace</source>
        <translation>Den Trace durchsuchen</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>sucht…</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 Stelle</translation>
    </message>
    <message>
        <source>%1 places</source>
        <translation>%1 Stellen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Place before</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
</context>
<context>
    <name>traceview::WaterfallView</name>
    <message>
        <source>unnamed</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>%1 (parent unknown)</source>
        <translation>%1 (Elternschritt unbekannt)</translation>
    </message>
    <message>
        <source>%1 (parents in a circle)</source>
        <translation>%1 (Elternschritte im Kreis)</translation>
    </message>
    <message>
        <source>duration unknown</source>
        <translation>Dauer unbekannt</translation>
    </message>
    <message>
        <source>its span never came</source>
        <translation>der Span kam nie</translation>
    </message>
    <message>
        <source> · outside its parent</source>
        <translation> · außerhalb seines Elternschritts</translation>
    </message>
    <message>
        <source>%1 of %2, level %3</source>
        <translation>%1 von %2, Ebene %3</translation>
    </message>
    <message>
        <source>, has not begun yet</source>
        <translation>, hat noch nicht begonnen</translation>
    </message>
    <message>
        <source>Waterfall of the trace</source>
        <translation>Wasserfall des Traces</translation>
    </message>
    <message>
        <source>Steps: %1</source>
        <translation>Schritte: %1</translation>
    </message>
</context>
<context>
    <name>traceview::WhyView</name>
    <message>
        <source> · holds %1 of the claim</source>
        <translation> · enthält %1 der Aussage</translation>
    </message>
    <message>
        <source>Never had support</source>
        <translation>Hatte nie eine Stütze</translation>
    </message>
    <message>
        <source>Support was lost on the way to the model</source>
        <translation>Die Stütze ging auf dem Weg zum Modell verloren</translation>
    </message>
    <message>
        <source>Support was likely lost on the way to the model</source>
        <translation>Die Stütze ging wohl auf dem Weg zum Modell verloren</translation>
    </message>
    <message>
        <source>Support was lost here</source>
        <translation>Die Stütze ging hier verloren</translation>
    </message>
    <message>
        <source>Why this sentence?</source>
        <translation>Warum dieser Satz?</translation>
    </message>
    <message>
        <source>Back to Evidence</source>
        <translation>Zurück zu den Belegen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Following its words through the trace …</source>
        <translation>Den Worten wird durch den Trace gefolgt …</translation>
    </message>
    <message>
        <source>… %1 places between are not listed</source>
        <translation>… %1 Stellen dazwischen sind nicht gelistet</translation>
    </message>
    <message>
        <source>Hop %1 of %2: %3</source>
        <translation>Sprung %1 von %2: %3</translation>
    </message>
</context>
<context>
    <name>trainingview::MomentList</name>
    <message>
        <source>Moments of the drill</source>
        <translation>Momente der Übung</translation>
    </message>
    <message>
        <source>■ You: %1</source>
        <translation>■ Sie: %1</translation>
    </message>
</context>
<context>
    <name>trainingview::TrainingPanel</name>
    <message>
        <source>Training</source>
        <translation>Übung</translation>
    </message>
    <message>
        <source>What you are told</source>
        <translation>Was Ihnen gesagt wird</translation>
    </message>
    <message>
        <source>What is asked of you</source>
        <translation>Was von Ihnen verlangt wird</translation>
    </message>
    <message>
        <source>What the services do</source>
        <translation>Was die Dienste tun</translation>
    </message>
    <message>
        <source>What is simulated</source>
        <translation>Was simuliert ist</translation>
    </message>
    <message>
        <source>&amp;End the Drill</source>
        <translation>Übung be&amp;enden</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>Was es war</translation>
    </message>
    <message>
        <source>What spoke for it</source>
        <translation>Was dafür sprach</translation>
    </message>
    <message>
        <source>Try A&amp;gain</source>
        <translation>&amp;Noch einmal</translation>
    </message>
    <message>
        <source>Ne&amp;xt Drill</source>
        <translation>Nä&amp;chste Übung</translation>
    </message>
    <message>
        <source>The drill is over. How it went is being worked out …</source>
        <translation>Die Übung ist vorbei. Wie es lief, wird ausgewertet …</translation>
    </message>
    <message>
        <source>Hint %1: %2</source>
        <translation>Hinweis %1: %2</translation>
    </message>
    <message>
        <source>Hint: &amp;Where to Look</source>
        <translation>Hinweis: &amp;Wo zu suchen ist</translation>
    </message>
    <message>
        <source>Hint: What to &amp;Compare</source>
        <translation>Hinweis: Was zu ver&amp;gleichen ist</translation>
    </message>
    <message>
        <source>Hint: Which &amp;Lever</source>
        <translation>Hinweis: Welcher &amp;Hebel</translation>
    </message>
    <message>
        <source>No Hint Left</source>
        <translation>Kein Hinweis mehr</translation>
    </message>
    <message>
        <source>Hints taken: %1. Each stands in your scorecard.</source>
        <translation>Hinweise genommen: %1. Jeder steht in Ihrer Wertung.</translation>
    </message>
    <message>
        <source>All three hints are taken.</source>
        <translation>Alle drei Hinweise sind genommen.</translation>
    </message>
    <message>
        <source>The first sign: %1</source>
        <translation>Das erste Zeichen: %1</translation>
    </message>
    <message>
        <source>Earlier: %1</source>
        <translation>Früher: %1</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>Übung &amp;beginnen</translation>
    </message>
    <message>
        <source>Normal traffic comes first: it is there already. What is wrong comes, or has come, by itself, and your times count from then. Nothing is kept of a drill that is not begun.</source>
        <translation>Zuerst kommt normaler Verkehr: er ist schon da. Was falsch ist, kommt oder kam von selbst, und die Zeiten zählen von da an. Von einer nicht begonnenen Übung wird nichts behalten.</translation>
    </message>
    <message>
        <source>Nothing is known to have ended it yet. To end the drill all the same, press End the Drill once more.</source>
        <translation>Noch ist nicht bekannt, dass etwas sie beendet hat. Um die Übung trotzdem zu beenden, noch einmal auf Übung beenden drücken.</translation>
    </message>
    <message>
        <source>How it went, from when the fault began</source>
        <translation>Wie es lief, vom Beginn des Fehlers an</translation>
    </message>
    <message>
        <source>&amp;Moment by moment, + from the fault on (a click goes there)</source>
        <translation>&amp;Moment für Moment, + ab dem Fehler (ein Klick geht dorthin)</translation>
    </message>
</context>
<context>
    <name>triage</name>
    <message>
        <source>somebody</source>
        <translation>jemand</translation>
    </message>
    <message>
        <source>%1, by %2 at %3</source>
        <translation>%1, von %2 um %3</translation>
    </message>
    <message>
        <source> (in the telemetry)</source>
        <translation> (in der Telemetrie)</translation>
    </message>
    <message>
        <source>Verdict: %1 — %2</source>
        <translation>Urteil: %1 — %2</translation>
    </message>
</context>
<context>
    <name>triage::ClusterDelegate</name>
    <message>
        <source>1 answer</source>
        <translation>1 Antwort</translation>
    </message>
    <message>
        <source>%1 alike</source>
        <translation>%1 ähnliche</translation>
    </message>
    <message>
        <source>%1 of all · up to %2</source>
        <translation>%1 von allen · bis zu %2</translation>
    </message>
    <message>
        <source> · %1 judged</source>
        <translation> · %1 beurteilt</translation>
    </message>
</context>
<context>
    <name>triage::FilterInput</name>
    <message>
        <source>What can stand here</source>
        <translation>Was hier stehen kann</translation>
    </message>
</context>
<context>
    <name>triage::FindingDetails</name>
    <message>
        <source>Answers of one person or conversation tend to fail together, so many of them tell little more than one. The points, their interval and the two shares in the list count each conversation for as much as it tells; the distribution counts every answer.</source>
        <translation>Antworten einer Person oder eines Gesprächs fallen oft gemeinsam durch, so dass viele davon kaum mehr sagen als eine. Die Punkte, ihr Intervall und die zwei Anteile der Liste zählen jedes Gespräch so weit, wie es etwas sagt; die Verteilung zählt jede Antwort.</translation>
    </message>
    <message>
        <source>The difference once more, but only among answers that are alike in that other property. The fewer points remain, the more of this difference comes from the other one; none: the other one explains all of it.</source>
        <translation>Der Unterschied noch einmal, aber nur unter Antworten, die in jener anderen Eigenschaft gleich sind. Je weniger Punkte bleiben, desto mehr davon kommt von der anderen; keine: sie erklärt ihn ganz.</translation>
    </message>
    <message>
        <source>Among answers alike in that, hardly anything of this difference is left, and it came after this: it is the way by which this does harm, or both are effects of a third.</source>
        <translation>Unter darin gleichen Antworten bleibt von diesem Unterschied kaum etwas, und es kam danach: dies ist der Weg, auf dem es schadet, oder beide sind Wirkungen eines Dritten.</translation>
    </message>
    <message>
        <source>Only These</source>
        <translation>Nur diese</translation>
    </message>
    <message>
        <source>Narrows the list to the suspects with this property</source>
        <translation>Verengt die Liste auf Verdachtsfälle mit dieser Eigenschaft</translation>
    </message>
    <message>
        <source>Take as Hypothesis</source>
        <translation>Als Vermutung nehmen</translation>
    </message>
    <message>
        <source>Use in Lever</source>
        <translation>Im Hebel verwenden</translation>
    </message>
</context>
<context>
    <name>triage::PairedBars</name>
    <message>
        <source>Suspects beside the rest, by the values of the attribute</source>
        <translation>Verdachtsfälle neben den übrigen, nach den Werten des Attributs</translation>
    </message>
    <message>
        <source>%1: %2 of the suspects, %3 of the rest</source>
        <translation>%1: %2 der Verdachtsfälle, %3 der übrigen</translation>
    </message>
    <message>
        <source>suspects</source>
        <translation>Verdachtsfälle</translation>
    </message>
    <message>
        <source>rest</source>
        <translation>übrige</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>auf %1</translation>
    </message>
    <message>
        <source>not told</source>
        <translation>nicht genannt</translation>
    </message>
</context>
<context>
    <name>triage::QueueHead</name>
    <message>
        <source>Group Similar</source>
        <translation>Ähnliche gruppieren</translation>
    </message>
    <message>
        <source>Filter: words, or model:codegen* tenant=acme prob&gt;0.6 verdict:none since:10m</source>
        <translation>Filter: Worte, oder model:codegen* tenant=acme prob&gt;0.6 verdict:none since:10m</translation>
    </message>
    <message>
        <source>Filter suspects</source>
        <translation>Verdachtsfälle filtern</translation>
    </message>
    <message>
        <source>Smallest suspicion shown</source>
        <translation>Kleinster gezeigter Verdacht</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>Puts answers that resemble each other together</source>
        <translation>Fasst einander ähnliche Antworten zusammen</translation>
    </message>
    <message>
        <source>Show the suspects of all services again</source>
        <translation>Wieder die Verdachtsfälle aller Dienste zeigen</translation>
    </message>
    <message>
        <source>Show the answers of all models and versions again</source>
        <translation>Wieder die Antworten aller Modelle und Versionen zeigen</translation>
    </message>
    <message>
        <source>Show the whole visible range again</source>
        <translation>Wieder den ganzen sichtbaren Bereich zeigen</translation>
    </message>
    <message>
        <source>Show all suspects again</source>
        <translation>Wieder alle Verdachtsfälle zeigen</translation>
    </message>
    <message>
        <source>Go back to the groups</source>
        <translation>Zurück zu den Gruppen</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>Nichts auswählen</translation>
    </message>
</context>
<context>
    <name>triage::SharedPanel</name>
    <message>
        <source>Which answers are held against the rest</source>
        <translation>Welche Antworten gegen die übrigen gehalten werden</translation>
    </message>
    <message>
        <source>What the suspects share, the surest first</source>
        <translation>Was die Verdachtsfälle gemeinsam haben, das Sicherste zuerst</translation>
    </message>
    <message>
        <source>All suspects</source>
        <translation>Alle Verdachtsfälle</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 listed</source>
        <translation>%1 gelistet</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 gewählt</translation>
    </message>
    <message>
        <source>Could not be read: %1</source>
        <translation>Nicht lesbar: %1</translation>
    </message>
    <message>
        <source>as of %1 · %2</source>
        <translation>Stand %1 · %2</translation>
    </message>
    <message>
        <source>%1 · as of %2</source>
        <translation>%1 · Stand %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Left out
%1</source>
        <translation>Ausgelassen
%1</translation>
    </message>
    <message>
        <source>%1 answers in it beside %2 others</source>
        <translation>%1 Antworten darin neben %2 anderen</translation>
    </message>
    <message>
        <source>%1 suspect beside %2 judged answers that are no suspects</source>
        <translation>%1 Verdachtsfall neben %2 bewerteten Antworten, die keine sind</translation>
    </message>
    <message>
        <source>%1 suspects beside %2 judged answers that are no suspects</source>
        <translation>%1 Verdachtsfälle neben %2 bewerteten Antworten, die keine sind</translation>
    </message>
    <message>
        <source>those in it of %1 people or conversations</source>
        <translation>die darin von %1 Personen oder Gesprächen</translation>
    </message>
    <message>
        <source>from %1 people or conversations</source>
        <translation>von %1 Personen oder Gesprächen</translation>
    </message>
    <message>
        <source>%1 values and ranges compared, which the intervals allow for</source>
        <translation>%1 Werte und Bereiche verglichen, was die Intervalle berücksichtigen</translation>
    </message>
    <message>
        <source>%1 not judged</source>
        <translation>%1 nicht bewertet</translation>
    </message>
    <message>
        <source>%1 other suspects left out</source>
        <translation>%1 andere Verdachtsfälle ausgelassen</translation>
    </message>
    <message>
        <source>read %1 of %2</source>
        <translation>%1 von %2 gelesen</translation>
    </message>
    <message>
        <source>the latest %1 of %2 answers</source>
        <translation>die letzten %1 von %2 Antworten</translation>
    </message>
    <message>
        <source>%1 selected ones are not read yet</source>
        <translation>%1 gewählte sind noch nicht gelesen</translation>
    </message>
    <message>
        <source>%1 selected ones are not among them</source>
        <translation>%1 gewählte sind nicht darunter</translation>
    </message>
    <message>
        <source>%1 selected ones are not in this range</source>
        <translation>%1 gewählte sind nicht in diesem Bereich</translation>
    </message>
    <message>
        <source>No answers in this range: there is nothing to compare.</source>
        <translation>Keine Antworten in diesem Bereich: es gibt nichts zu vergleichen.</translation>
    </message>
    <message>
        <source>Reads what is known of each answer …</source>
        <translation>Liest, was von jeder Antwort bekannt ist …</translation>
    </message>
    <message>
        <source>Nothing is surer than chance in what has been read so far.</source>
        <translation>Nichts bisher Gelesenes ist sicherer als Zufall.</translation>
    </message>
    <message>
        <source>What differs most in it could be chance.</source>
        <translation>Was sich darin am meisten unterscheidet, könnte Zufall sein.</translation>
    </message>
    <message>
        <source>Too few to compare: %1 held against the rest. From %2 on what differs most is listed; to be sure takes more.</source>
        <translation>Zu wenige zum Vergleich: %1 gegen die übrigen. Ab %2 wird gelistet, was sich am meisten unterscheidet; Sicherheit braucht mehr.</translation>
    </message>
    <message>
        <source>There is hardly anything to compare them with: %1 judged answers that are no suspects.</source>
        <translation>Es gibt kaum etwas zum Vergleichen: %1 bewertete Antworten, die keine Verdachtsfälle sind.</translation>
    </message>
    <message>
        <source>What the suspects share</source>
        <translation>Was die Verdächtigen gemeinsam haben</translation>
    </message>
</context>
<context>
    <name>triage::SuspectDelegate</name>
    <message>
        <source>model unknown</source>
        <translation>Modell unbekannt</translation>
    </message>
</context>
<context>
    <name>triage::SuspectPane</name>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>What it was given</source>
        <translation>Was ihr gegeben war</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>Bewertungen</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>What the model was given</source>
        <translation>Was dem Modell gegeben war</translation>
    </message>
    <message>
        <source>What to show beside the output</source>
        <translation>Was neben der Ausgabe zu zeigen ist</translation>
    </message>
    <message>
        <source>What speaks for it and against it</source>
        <translation>Was dafür und was dagegen spricht</translation>
    </message>
    <message>
        <source>Nothing that was recorded of it speaks for it or against it.</source>
        <translation>Nichts davon Aufgezeichnetes spricht dafür oder dagegen.</translation>
    </message>
    <message>
        <source>%1 % suspicious · %2</source>
        <translation>zu %1 % verdächtig · %2</translation>
    </message>
    <message>
        <source>model unknown</source>
        <translation>Modell unbekannt</translation>
    </message>
    <message>
        <source>Evaluations (%1)</source>
        <translation>Bewertungen (%1)</translation>
    </message>
    <message>
        <source>The generation is not known at the cursor.</source>
        <translation>Die Generation ist am Cursor nicht bekannt.</translation>
    </message>
    <message>
        <source>Parts were taken out by Plumbline&apos;s redaction; a marker names the rule.</source>
        <translation>Teile nahm die Schwärzung von Plumbline heraus; eine Marke nennt die Regel.</translation>
    </message>
</context>
<context>
    <name>triage::SuspectSide</name>
    <message>
        <source>What to show beside the list</source>
        <translation>Was neben der Liste zu zeigen ist</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>What They Share</source>
        <translation>Was sie gemeinsam haben</translation>
    </message>
    <message>
        <source>The one that is chosen in the list</source>
        <translation>Der in der Liste gewählte</translation>
    </message>
    <message>
        <source>What sets the suspects apart from the rest</source>
        <translation>Was die Verdachtsfälle von den übrigen unterscheidet</translation>
    </message>
    <message>
        <source>Open Trace</source>
        <translation>Trace öffnen</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Follow Its Spread</source>
        <translation>Ihrer Ausbreitung folgen</translation>
    </message>
    <message>
        <source>S: where what it says went, and where it came from</source>
        <translation>S: wohin ging, was sie sagt, und woher es kam</translation>
    </message>
    <message>
        <source>The answer that is chosen</source>
        <translation>Die gewählte Antwort</translation>
    </message>
</context>
<context>
    <name>triage::SuspectsPage</name>
    <message>
        <source>Suspects, worst first</source>
        <translation>Verdachtsfälle, der schlimmste zuerst</translation>
    </message>
    <message>
        <source>Groups of similar suspects, largest first</source>
        <translation>Gruppen ähnlicher Verdachtsfälle, die größte zuerst</translation>
    </message>
    <message>
        <source>Only %1</source>
        <translation>Nur %1</translation>
    </message>
    <message>
        <source>Only %1 – %2</source>
        <translation>Nur %1 – %2</translation>
    </message>
    <message>
        <source>The suspects could not be read</source>
        <translation>Die Verdachtsfälle konnten nicht gelesen werden</translation>
    </message>
    <message>
        <source>What went wrong stands above. They are read again as soon as the time moves or another service is chosen.</source>
        <translation>Was schiefging, steht oben. Sie werden neu gelesen, sobald die Zeit sich bewegt oder ein anderer Dienst gewählt wird.</translation>
    </message>
    <message>
        <source>Reading the suspects</source>
        <translation>Die Verdachtsfälle werden gelesen</translation>
    </message>
    <message>
        <source>The answers that may be wrong are listed as soon as they are found.</source>
        <translation>Die Antworten, die falsch sein können, werden gelistet, sobald sie gefunden sind.</translation>
    </message>
    <message>
        <source>Looking for what raised the alarm</source>
        <translation>Gesucht wird, was den Alarm auslöste</translation>
    </message>
    <message>
        <source>The answers that it counted are listed as soon as they are found.</source>
        <translation>Die von ihm gezählten Antworten werden gelistet, sobald sie gefunden sind.</translation>
    </message>
    <message>
        <source>No suspect fits the filter</source>
        <translation>Kein Verdachtsfall passt zum Filter</translation>
    </message>
    <message>
        <source>Clear it, or look for something else.</source>
        <translation>Leeren Sie ihn, oder suchen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>No suspects in this range</source>
        <translation>Keine Verdachtsfälle in diesem Bereich</translation>
    </message>
    <message>
        <source>No suspects of %1 in this range</source>
        <translation>Keine Verdachtsfälle von %1 in diesem Bereich</translation>
    </message>
    <message>
        <source>No answer that the validators could check has a suspicion of %1 or more; a lower limit may show some. What they could not check stays unknown; Health says how much that is.</source>
        <translation>Keine prüfbare Antwort hat einen Verdacht von %1 oder mehr; eine niedrigere Grenze zeigt vielleicht welche. Was nicht prüfbar war, bleibt unbekannt; Zustand sagt, wie viel das ist.</translation>
    </message>
    <message>
        <source>The suspects of the alarm are still being looked for.</source>
        <translation>Die Verdachtsfälle des Alarms werden noch gesucht.</translation>
    </message>
    <message>
        <source>No suspect is listed.</source>
        <translation>Kein Verdachtsfall ist gelistet.</translation>
    </message>
    <message>
        <source>This is the last suspect of the list.</source>
        <translation>Dies ist der letzte Verdachtsfall der Liste.</translation>
    </message>
    <message>
        <source>This is the first suspect of the list.</source>
        <translation>Dies ist der erste Verdachtsfall der Liste.</translation>
    </message>
    <message>
        <source>%1 selected</source>
        <translation>%1 gewählt</translation>
    </message>
    <message>
        <source>Update the Groups: %1 answers by now</source>
        <translation>Gruppen erneuern: inzwischen %1 Antworten</translation>
    </message>
    <message>
        <source>Show %1 new</source>
        <translation>%1 neue zeigen</translation>
    </message>
    <message>
        <source>Update the List: %1 new, %2 no longer in the range</source>
        <translation>Liste erneuern: %1 neue, %2 nicht mehr im Bereich</translation>
    </message>
    <message>
        <source>Recalibrated from 1 verdict.</source>
        <translation>Aus 1 Urteil neu kalibriert.</translation>
    </message>
    <message>
        <source>Recalibrated from %1 verdicts.</source>
        <translation>Aus %1 Urteilen neu kalibriert.</translation>
    </message>
    <message>
        <source>The filter reads content: the %1 least suspicious were not looked at.</source>
        <translation>Der Filter liest Inhalte: die %1 am wenigsten verdächtigen wurden nicht angesehen.</translation>
    </message>
    <message>
        <source>No suspect here has an attribute “%1”.</source>
        <translation>Kein Verdachtsfall hier hat ein Attribut „%1“.</translation>
    </message>
    <message>
        <source> Is “%1” meant?</source>
        <translation> Ist „%1“ gemeint?</translation>
    </message>
    <message>
        <source>“%1” is no field. Is “%2” meant?</source>
        <translation>„%1“ ist kein Feld. Ist „%2“ gemeint?</translation>
    </message>
    <message>
        <source>%1 groups of the %2 worst of %3 suspects</source>
        <translation>%1 Gruppen der %2 schlimmsten von %3 Verdachtsfällen</translation>
    </message>
    <message>
        <source>%1 groups of %2 suspects</source>
        <translation>%1 Gruppen von %2 Verdachtsfällen</translation>
    </message>
    <message>
        <source>the %1 worst of %2 suspects</source>
        <translation>die %1 schlimmsten von %2 Verdachtsfällen</translation>
    </message>
    <message>
        <source>%1 of %2 suspects</source>
        <translation>%1 von %2 Verdachtsfällen</translation>
    </message>
    <message>
        <source>1 suspect</source>
        <translation>1 Verdachtsfall</translation>
    </message>
    <message>
        <source>%1 suspects</source>
        <translation>%1 Verdachtsfälle</translation>
    </message>
    <message>
        <source>%1, as of %2</source>
        <translation>%1, Stand %2</translation>
    </message>
    <message>
        <source>Only what raised %1</source>
        <translation>Nur was %1 auslöste</translation>
    </message>
    <message>
        <source>The alarm is not known at the cursor.</source>
        <translation>Der Alarm ist am Cursor nicht bekannt.</translation>
    </message>
    <message>
        <source>Only %1 alike</source>
        <translation>Nur %1 ähnliche</translation>
    </message>
    <message>
        <source>%1; %2 by now</source>
        <translation>%1; inzwischen %2</translation>
    </message>
</context>
<context>
    <name>triage::VerdictBar</name>
    <message>
        <source>Take Back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>The recorded verdict stays in the timeline, and that it was taken back</source>
        <translation>Das aufgezeichnete Urteil bleibt im Verlauf, ebenso dass es zurückgenommen wurde</translation>
    </message>
    <message>
        <source>Note on the verdict</source>
        <translation>Notiz zum Urteil</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Richtig</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>two people must agree</source>
        <translation>zwei Personen müssen sich einig sein</translation>
    </message>
    <message>
        <source>%1, twice</source>
        <translation>%1, zweimal</translation>
    </message>
    <message>
        <source>%1 with a note</source>
        <translation>%1 mit Notiz</translation>
    </message>
    <message>
        <source>Records your verdict on all %1 answers; asks before</source>
        <translation>Zeichnet Ihr Urteil zu allen %1 Antworten auf; fragt vorher</translation>
    </message>
    <message>
        <source>Records your verdict on this answer</source>
        <translation>Zeichnet Ihr Urteil zu dieser Antwort auf</translation>
    </message>
    <message>
        <source>Take Back %1</source>
        <translation>%1 zurücknehmen</translation>
    </message>
    <message>
        <source> on all %1 answers</source>
        <translation> zu allen %1 Antworten</translation>
    </message>
    <message>
        <source>The button</source>
        <translation>Der Knopf</translation>
    </message>
    <message>
        <source>%1 or the button</source>
        <translation>%1 oder der Knopf</translation>
    </message>
    <message>
        <source>%1 again records the verdict “%2”%3; Esc does not.</source>
        <translation>%1 noch einmal zeichnet das Urteil „%2“%3 auf; Esc nicht.</translation>
    </message>
    <message>
        <source>%1 adds a note.</source>
        <translation>%1 fügt eine Notiz hinzu.</translation>
    </message>
    <message>
        <source>Enter records the verdict “%1”%2 with this note; Esc does not.</source>
        <translation>Eingabe zeichnet das Urteil „%1“%2 mit dieser Notiz auf; Esc nicht.</translation>
    </message>
    <message>
        <source>Why it is %1</source>
        <translation>Warum es so ist: %1</translation>
    </message>
</context>
<context>
    <name>welcome::WelcomePage</name>
    <message>
        <source>&amp;Show this at start</source>
        <translation>Beim &amp;Start zeigen</translation>
    </message>
    <message>
        <source>Welcome to Plumbline</source>
        <translation>Willkommen bei Plumbline</translation>
    </message>
    <message>
        <source>For when an AI service is wrong rather than down. Three ways to begin:</source>
        <translation>Für den Fall, dass ein KI-Dienst falsch liegt statt ausfällt. Drei Wege zu beginnen:</translation>
    </message>
    <message>
        <source>Drills</source>
        <translation>Übungen</translation>
    </message>
    <message>
        <source>Start the &amp;Drill</source>
        <translation>Übung &amp;starten</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>Üben</translation>
    </message>
    <message>
        <source>A fleet of its own goes wrong in a window of its own, levers included: normal traffic first, then a fault to be found and ended. Nothing leaves this machine.</source>
        <translation>Eine eigene Flotte geht in einem eigenen Fenster schief, samt Hebeln: erst normaler Verkehr, dann ein Fehler, der zu finden und zu beenden ist. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Recent recordings and bundles</source>
        <translation>Letzte Aufzeichnungen und Bündel</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>Ö&amp;ffnen</translation>
    </message>
    <message>
        <source>Another &amp;File…</source>
        <translation>Andere &amp;Datei…</translation>
    </message>
    <message>
        <source>Look back</source>
        <translation>Zurückblicken</translation>
    </message>
    <message>
        <source>A recording, or a bundle that a colleague made, opens in a window of its own, where nothing can be moved. It takes seconds.</source>
        <translation>Eine Aufzeichnung, oder ein Bündel eines Kollegen, öffnet sich in einem eigenen Fenster, in dem nichts bewegt werden kann. Es dauert Sekunden.</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Missing: it is not there any more</source>
        <translation>Fehlt: nicht mehr da</translation>
    </message>
    <message>
        <source>Nothing to look back at yet: this list fills with what this console receives and with the files that are opened in it.</source>
        <translation>Noch nichts zum Zurückblicken: hier steht, was diese Konsole empfängt und welche Dateien in ihr geöffnet werden.</translation>
    </message>
</context>
<context>
    <name>whatif::WhatIfAxis</name>
    <message>
        <source>in use</source>
        <translation>in Gebrauch</translation>
    </message>
    <message>
        <source>Alarms of the settings in use and of each variant, on one time axis</source>
        <translation>Alarme der gebrauchten Einstellungen und jeder Variante, auf einer Zeitachse</translation>
    </message>
    <message>
        <source>%1: %2 of %3, %4%5</source>
        <translation>%1: %2 von %3, %4%5</translation>
    </message>
    <message>
        <source>, false: nothing was wrong</source>
        <translation>, falsch: nichts war falsch</translation>
    </message>
    <message>
        <source>, the first of what was wrong</source>
        <translation>, der erste zu dem, was falsch war</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>1 alarm</source>
        <translation>1 Alarm</translation>
    </message>
    <message>
        <source>%1 alarms</source>
        <translation>%1 Alarme</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>mindestens %1</translation>
    </message>
    <message>
        <source>Wrong answers of all services</source>
        <translation>Falsche Antworten aller Dienste</translation>
    </message>
    <message>
        <source>Wrong answers of %1</source>
        <translation>Falsche Antworten von %1</translation>
    </message>
    <message>
        <source>%1 in the whole recording</source>
        <translation>%1 in der ganzen Aufzeichnung</translation>
    </message>
    <message>
        <source>in %1 none was judged</source>
        <translation>in %1 wurde keine bewertet</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1, %2 false</source>
        <translation>%1, %2 falsch</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>whatif::WhatIfEditors</name>
    <message>
        <source>KEY=VALUE; KEY=VALUE</source>
        <translation>KEY=VALUE; KEY=VALUE</translation>
    </message>
    <message>
        <source> a week</source>
        <translation> je Woche</translation>
    </message>
    <message>
        <source>False alarms a week that are put up with, over all signals</source>
        <translation>Fehlalarme je Woche, die hingenommen werden, über alle Signale</translation>
    </message>
    <message>
        <source> of the usual</source>
        <translation> des Üblichen</translation>
    </message>
    <message>
        <source>Smallest rise worth an alarm, as a share of what is usual</source>
        <translation>Kleinster Anstieg, der einen Alarm wert ist, als Anteil des Üblichen</translation>
    </message>
    <message>
        <source>Settings as KEY=VALUE, several with ; between them. plumbline whatif --keys lists all keys, and what they take.</source>
        <translation>Einstellungen als KEY=VALUE, mehrere mit ; dazwischen. plumbline whatif --keys listet alle Schlüssel und was sie nehmen.</translation>
    </message>
    <message>
        <source>&amp;False alarms a week</source>
        <translation>&amp;Fehlalarme je Woche</translation>
    </message>
    <message>
        <source>S&amp;mallest rise</source>
        <translation>Kleinster &amp;Anstieg</translation>
    </message>
    <message>
        <source>&amp;Detector</source>
        <translation>&amp;Detektor</translation>
    </message>
    <message>
        <source>&amp;Others</source>
        <translation>We&amp;itere</translation>
    </message>
    <message>
        <source>False alarms: as many as are put up with, over all signals; fewer are later alarms. Smallest rise: of the share of wrong answers, as a part of what it usually is. Others: KEY=VALUE with ; between them.</source>
        <translation>Fehlalarme: so viele, wie hingenommen werden, über alle Signale; weniger heißt spätere Alarme. Kleinster Anstieg: des Anteils falscher Antworten, als Teil des Üblichen. Weitere: KEY=VALUE mit ; dazwischen.</translation>
    </message>
</context>
<context>
    <name>whatif::WhatIfPanel</name>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
    <message>
        <source>no alarm</source>
        <translation>kein Alarm</translation>
    </message>
    <message>
        <source>&amp;What if</source>
        <translation>&amp;Was wäre wenn</translation>
    </message>
    <message>
        <source>&amp;Keep beside</source>
        <translation>Daneben be&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Let go</source>
        <translation>&amp;Loslassen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>A&amp;bbrechen</translation>
    </message>
    <message>
        <source>&amp;Save settings…</source>
        <translation>Einstellungen &amp;speichern…</translation>
    </message>
    <message>
        <source>Takes away the variants that are kept beside</source>
        <translation>Nimmt die daneben behaltenen Varianten weg</translation>
    </message>
    <message>
        <source>How much of the recording is told again</source>
        <translation>Wie viel der Aufzeichnung neu erzählt ist</translation>
    </message>
    <message>
        <source>What was wrong</source>
        <translation>Was falsch war</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Told</source>
        <translation>Erzählt</translation>
    </message>
    <message>
        <source>Wrong answers</source>
        <translation>Falsche Antworten</translation>
    </message>
    <message>
        <source>Here will stand, on one time axis, the alarms of the settings in use and of those in the fields; below it when each would have told of what was wrong, how many wrong answers that would have saved, and how many false alarms it would have cost.</source>
        <translation>Hier werden auf einer Zeitachse die Alarme der gebrauchten Einstellungen und derer in den Feldern stehen; darunter, wann jede gemeldet hätte, was falsch war, wie viele falsche Antworten das erspart und wie viele Fehlalarme es gekostet hätte.</translation>
    </message>
    <message>
        <source>What each variant would have saved and cost</source>
        <translation>Was jede Variante erspart und gekostet hätte</translation>
    </message>
    <message>
        <source>What was wrong could not be read. What if reads it again.</source>
        <translation>Was falsch war, konnte nicht gelesen werden. Was wäre wenn liest es erneut.</translation>
    </message>
    <message>
        <source>What was wrong is being read. What if can be asked meanwhile.</source>
        <translation>Was falsch war, wird gelesen. Was wäre wenn kann derweil gefragt werden.</translation>
    </message>
    <message>
        <source>What was wrong is being read; then this is told: %1.</source>
        <translation>Was falsch war, wird gelesen; dann wird dies erzählt: %1.</translation>
    </message>
    <message>
        <source>The detectors are being told again: %1.</source>
        <translation>Den Detektoren wird neu erzählt: %1.</translation>
    </message>
    <message>
        <source>%1 The fields say something else: What if takes that instead.</source>
        <translation>%1 Die Felder sagen etwas anderes: Was wäre wenn nimmt stattdessen das.</translation>
    </message>
    <message>
        <source>Nothing has been told yet: What if tells what is in the fields.</source>
        <translation>Noch wurde nichts erzählt: Was wäre wenn erzählt, was in den Feldern steht.</translation>
    </message>
    <message>
        <source>What is shown is not what the fields say: What if tells that, and then it can be saved.</source>
        <translation>Das Gezeigte ist nicht, was die Felder sagen: Was wäre wenn erzählt das, und dann kann es gespeichert werden.</translation>
    </message>
    <message>
        <source>The settings in use are shown alone: change a field and press What if.</source>
        <translation>Die gebrauchten Einstellungen werden allein gezeigt: ändern Sie ein Feld und drücken Sie Was wäre wenn.</translation>
    </message>
    <message>
        <source>The fields say the settings in use, which need not be saved.</source>
        <translation>Die Felder sagen die gebrauchten Einstellungen, die nicht gespeichert werden müssen.</translation>
    </message>
    <message>
        <source>Leaves this variant in the picture beside the next ones</source>
        <translation>Lässt diese Variante im Bild neben den nächsten</translation>
    </message>
    <message>
        <source>No variant is shown yet</source>
        <translation>Noch wird keine Variante gezeigt</translation>
    </message>
    <message>
        <source>Saves what the fields say, once it has been told and is shown</source>
        <translation>Speichert, was die Felder sagen, sobald es erzählt und gezeigt ist</translation>
    </message>
    <message>
        <source>Saves what is in use with %1</source>
        <translation>Speichert das Gebrauchte mit %1</translation>
    </message>
    <message>
        <source>Which settings were in use is not known: what is saved with the others alone would set them back</source>
        <translation>Welche Einstellungen in Gebrauch waren, ist nicht bekannt: was allein mit den anderen gespeichert wird, setzte sie zurück</translation>
    </message>
    <message>
        <source>The detectors are told again what they were told, with other settings. Nothing is written and nothing is sent.</source>
        <translation>Den Detektoren wird noch einmal erzählt, was ihnen erzählt wurde, mit anderen Einstellungen. Nichts wird geschrieben und nichts gesendet.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>%1 (recorded)</source>
        <translation>%1 (aufgezeichnet)</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>What the detectors were told then is not there.</source>
        <translation>Was den Detektoren damals erzählt wurde, ist nicht da.</translation>
    </message>
    <message>
        <source>false alarms, %1</source>
        <translation>Fehlalarme, %1</translation>
    </message>
    <message>
        <source>false alarms</source>
        <translation>Fehlalarme</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>where no incident is</source>
        <translation>wo kein Vorfall ist</translation>
    </message>
    <message>
        <source>ended earlier, %1</source>
        <translation>früher beendet, %1</translation>
    </message>
    <message>
        <source>ended earlier</source>
        <translation>früher beendet</translation>
    </message>
    <message>
        <source>Nothing that is asked about was wrong then.</source>
        <translation>Nichts Gefragtes war damals falsch.</translation>
    </message>
    <message>
        <source>ticket, %1, %2</source>
        <translation>Ticket, %1, %2</translation>
    </message>
    <message>
        <source>It cannot be saved: which settings were in use is not known. Write the ones that are wanted into detection.yaml by hand.</source>
        <translation>Es kann nicht gespeichert werden: welche Einstellungen galten, ist nicht bekannt. Schreiben Sie die gewünschten von Hand in detection.yaml.</translation>
    </message>
</context>
</TS>
