// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/report/reportfixture.h"

#include <chrono>

using namespace std::chrono_literals;
using telemetry::Timestamp;

namespace {

constexpr Timestamp kStart = telemetry::fromUnixNanos(1'790'000'000'000'000'000);

incident::Incident incidentWith(const std::string& text)
{
    incident::Incident incident;
    incident.id = "INC-0001";
    incident.uid = "f00d";
    incident.title = text;
    incident.status = incident::Status::Closed;
    incident.severity = 1;
    incident.commander = text;
    incident.services = {text, "code-assistant"};
    incident.alarms = {"A-0001", text};
    incident.groups = {text};
    incident.fingerprints = {text};
    incident.openedBy = text;
    incident.opened = kStart + 70s;
    incident.start = kStart;
    incident.closed = kStart + 1h;
    incident.closedWhy = text;
    incident.links = {{.title = text, .address = text, .who = text, .when = kStart + 2min}};
    incident.marks = {{.entry = 2, .why = text, .who = text}};
    incident.handovers = {{.when = kStart + 30min, .from = text, .to = text, .summary = text}};
    incident.entry = 1;
    return incident;
}

telemetry::TimelineEntry entry(std::int64_t sequence, const std::string& kind,
                               const std::string& text)
{
    telemetry::TimelineEntry entry;
    entry.sequence = sequence;
    entry.time = kStart + sequence * 10s;
    entry.recorded = entry.time;
    entry.kind = kind;
    entry.actor = text;
    entry.subject = "pin:code-assistant";
    entry.text = text;
    return entry;
}

telemetry::AlarmTransition alarmWith(const std::string& text)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.service = text;
    alarm.check = text;
    alarm.sentence = text;
    alarm.actor = text;
    alarm.rateBefore = 0.01;
    alarm.rateNow = 0.4;
    alarm.rateNowLow = 0.3;
    alarm.rateNowHigh = 0.5;
    alarm.observations = 120;
    alarm.onset = kStart;
    alarm.time = kStart + 60s;
    return alarm;
}

report::AnswerFacts answerWith(const std::string& text)
{
    report::AnswerFacts answer;
    answer.row.suspicion.probability = 0.93;
    answer.row.suspicion.reasons = text;
    answer.row.suspicion.time = kStart + 20s;
    answer.row.service = text;
    answer.row.model = text;
    answer.row.verdict = text;
    answer.isRead = true;
    answer.user = text;
    answer.session = text;
    answer.question = text;
    answer.answer = text;
    answer.findings.emplace_back();
    answer.findings.back().check = text;
    answer.findings.back().evaluator = text;
    answer.findings.back().reason = text;
    answer.findings.back().badness = 0.9;
    report::ClaimFacts claim;
    claim.claim.support = claims::Support::Contradicted;
    claim.claim.probability = 0.9;
    claim.claim.reason = text;
    claim.text = text;
    claim.evidence = {{.source = text,
                       .text = text,
                       .support = claims::Support::Contradicted,
                       .isOnlyNearest = false}};
    answer.claims = {claim};
    answer.allClaims = 1;
    return answer;
}

causes::Causes causesWith(const std::string& text)
{
    causes::Causes causes;
    causes::Hypothesis hypothesis;
    hypothesis.title = text;
    hypothesis.sentence = text;
    hypothesis.evidence = {{.text = text, .weight = 4}, {.text = text, .weight = -1}};
    hypothesis.missing = {text};
    hypothesis.score = 3;
    hypothesis.refutation = text;
    causes.hypotheses = {hypothesis};
    causes.judgeOrModel = text;
    causes.radii.emplace_back();
    causes.radii.back().since = 12;
    causes.radii.back().tenants = {{text, 3}};
    return causes;
}

spread::Spread spreadWith(const std::string& text)
{
    spread::Spread spread;
    spread.statements.emplace_back();
    spread.statements.back().text = text;
    spread::SpreadPlace place;
    place.service = text;
    place.user = text;
    place.session = text;
    place.stretch = text;
    place.name = text;
    place.time = kStart + 40s;
    spread.places = {place};
    return spread;
}

runbook::PastCommand commandWith(const std::string& text)
{
    runbook::PastCommand command;
    command.lever = "pin:code-assistant";
    command.to = text;
    command.firedAt = kStart + 5min;
    command.who = text;
    command.outcome = "verified";
    command.rawReply = text;
    command.isPriorKnown = true;
    command.plan.before.value = text;
    command.fired.intent = 3;
    command.ladder.settle(runbook::RungKind::Sent, runbook::RungState::Reached, kStart + 301s,
                          text);
    return command;
}

} // namespace

report::ReportFacts factsWith(const std::string& text)
{
    report::ReportFacts facts;
    incident::IncidentRecord& record = facts.record;
    record.incident = incidentWith(text);
    record.range = {.start = kStart, .end = kStart + 1h};
    record.knownAt = Timestamp::max();
    record.moments = {
        {.kind = incident::MomentKind::Start, .time = kStart, .entry = 1, .why = text, .who = {}},
        {.kind = incident::MomentKind::Detection,
         .time = kStart + 60s,
         .entry = 2,
         .why = text,
         .who = text},
        {.kind = incident::MomentKind::Acknowledgement,
         .time = std::nullopt,
         .entry = 0,
         .why = text,
         .who = {}}};
    record.timeline = {entry(1, "incident", text), entry(2, "alarm", text),
                       entry(3, "action", text),   entry(4, "action", text),
                       entry(5, text, text),       entry(6, "view", text)};
    record.alarms = {alarmWith(text)};
    record.commands = {commandWith(text)};
    record.exposure.answers = 100;
    record.exposure.judged = 90;
    record.exposure.wrong = 30;
    record.exposure.users = 5;
    record.exposure.tenants = {{text, 4}};
    record.exposure.downstream = {{text, 2}};
    record.exposure.allWrongTraces = 3;
    record.exposure.toolCalls = 2;
    record.exposure.tools = {{text, 2}};
    facts.answers = {answerWith(text)};
    facts.suspects = 30;
    facts.caseAlarm = "A-0001";
    facts.causes = causesWith(text);
    facts.spread = spreadWith(text);
    report::BudgetFacts budget;
    budget.objective.name = text;
    budget.objective.service = text;
    budget.objective.check = text;
    budget.count = 100;
    budget.failed = 20;
    budget.burnt = 0.4;
    budget.status.spent = 0.5;
    facts.budgets = {budget};
    facts.chain = {
        .entries = 6, .lastHash = std::string(64, 'a'), .firstBroken = 3, .problem = text};
    facts.info.schema = 17;
    facts.info.bytes = 4096;
    facts.recordingName = text;
    return facts;
}

report::Figure figureWith(const std::string& text)
{
    const report::Scrub scrub;
    return {.caption = scrub.line(text),
            .description = scrub.line(text),
            .svg = "<?xml version=\"1.0\"?><svg width=\"9\" height=\"9\"><title>t</title><g "
                   "id=\"a\" fill=\"url(#a)\"><path d=\"M0,0 L1,1\"/></g></svg>",
            .width = 96,
            .height = 32};
}

report::Document documentWith(const std::string& text)
{
    const report::ReportFacts facts = factsWith(text);
    report::Report written{.facts = facts};
    written.figures = {figureWith(text), figureWith(text)};
    written.version = "0.1";
    written.quarantineFile = text;
    return report::documentOf(written, report::Scrub());
}

std::vector<std::string> hostileTexts()
{
    std::vector<std::string> texts{"# heading",
                                   "Setext\n=====",
                                   "---",
                                   "===",
                                   "- item",
                                   "+ item",
                                   "* item",
                                   "1. first",
                                   "12) twelfth",
                                   "> quote",
                                   "    indented code",
                                   "\tindented code",
                                   "```\ncode\n```",
                                   "~~~\ncode\n~~~",
                                   "`code`",
                                   "``",
                                   "*stars* __under__ ~~gone~~",
                                   "[link](http://evil.example)",
                                   "[ref]: http://evil.example",
                                   "[ref][ref]",
                                   "![picture](http://evil.example/a.png)",
                                   "<http://evil.example>",
                                   "http://evil.example/a?b=c",
                                   "https://evil.example www.evil.example",
                                   "someone@evil.example",
                                   "@everyone",
                                   "a | b | c",
                                   "| --- | --- |",
                                   "\\| \\",
                                   "ends in \\",
                                   "<script>alert(1)</script>",
                                   "</td></tr></table><h1>x</h1>",
                                   "</pre></code></svg>",
                                   "\"><img src=x onerror=alert(1)>",
                                   "' onmouseover='alert(1)",
                                   "<!-- ",
                                   " -->",
                                   "<![CDATA[x]]>",
                                   "&lt;b&gt; &amp; &#x3c; &copy;",
                                   "$x$ [^1] :smile: #123",
                                   "javascript:alert(1)",
                                   "\xE2\x80\xAE"
                                   "desrever \xE2\x81\xA6 iso",
                                   "\x1b[31mred\x1b[0m \x07",
                                   "a\rb\r\nc\nd",
                                   "\xF0\x9F\x92\xA9 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
                                   "\xff\xfe bad \xc3",
                                   "\xD8\xA7\xD9\x84\xD8\xB9\xD8\xB1\xD8\xA8\xD9\x8A\xD8\xA9",
                                   "\xE2\x80\xA8 line \xE2\x80\xA9 para",
                                   "  spaces  ",
                                   "{{ template }} {% x %}",
                                   "=1+1"};
    texts.emplace_back("nul\0inside", 10);
    texts.push_back(std::string(1'000'000, 'x'));
    texts.push_back(std::string(1'000'000, '`'));
    std::string nested;
    for (int i = 0; i < 2000; ++i)
        nested += "[<*_`>|";
    texts.push_back(nested);
    return texts;
}
