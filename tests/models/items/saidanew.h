// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/entrywords.h"
#include "models/items/ownwords.h"
#include "models/runbook/approval.h"
#include "models/runbook/leverentries.h"
#include "models/runbook/proofrecord.h"
#include "tests/otherlanguage.h"

#include <QTest>

#include <chrono>
#include <string>

// What models say, as it is and in another language; and something for them to say it of.
namespace saidanew {

inline constexpr telemetry::Timestamp kSaidNow{std::chrono::seconds(100000)};

// In English it is what it was; in another language none of it is left.
#define SAID_ANEW(sentence)                                                                        \
    do {                                                                                           \
        const std::string english = (sentence);                                                    \
        QVERIFY(!english.empty());                                                                 \
        QCOMPARE(items::ownWords(english), english);                                               \
        const OtherLanguage other;                                                                 \
        const QString said = QString::fromStdString(items::ownWords(english));                     \
        QVERIFY2(OtherLanguage::isAllOf(said), (english + " -> " + said.toStdString()).c_str());   \
    } while (false)

#define ENTRY_SAID_ANEW(recorded)                                                                  \
    do {                                                                                           \
        const telemetry::TimelineEntry kept = (recorded);                                          \
        QCOMPARE(items::entryText(kept), QString::fromStdString(kept.text));                       \
        const OtherLanguage other;                                                                 \
        const QString said = items::entryText(kept);                                               \
        QVERIFY2(said.startsWith(u'\u00ab'), (kept.text + " -> " + said.toStdString()).c_str());   \
    } while (false)

inline runbook::LeverPlan pinPlan()
{
    runbook::LeverPlan plan;
    plan.lever.id = "pin:bot";
    plan.lever.kind = "pin";
    plan.lever.target = "bot";
    plan.lever.environment = "test";
    plan.before = {.value = "m-1",
                   .raw = "m-1",
                   .version = "7",
                   .exists = true,
                   .readAt = kSaidNow - std::chrono::seconds(1)};
    plan.to = "m-0";
    plan.rawAfter = "m-0";
    return plan;
}

inline runbook::Runbook smallBook()
{
    const auto parsed = runbook::parseRunbook(R"(---
id: ours
title: Ours
applies: Always.
risk: safe
check: groundedness
---

# Ours

```step
id: look
kind: decide
title: Look at it
question: Is it the model?
options: [yes - go on, no - leave it]
```

```step
id: prove
kind: probe
title: Ask it
probe_set: golden
model: m-0
max_age: 30m
```

```step
id: pin
kind: lever
title: Pin it
lever: "pin:bot"
to: m-0
requires: prove
```

```step
id: reset
kind: lever
title: Reset it
lever: "breaker:bot"
to: reset
requires: look
answer: yes
```
)");
    for (const auto& problem : parsed.problems)
        qWarning("%d: %s", problem.line, problem.message.c_str());
    return parsed.runbook;
}

inline runbook::Approval approvalBy(const std::string& person, telemetry::Timestamp when)
{
    return {
        .person = person, .account = person, .plan = runbook::planHash(pinPlan()), .when = when};
}

inline runbook::FireResult fireResult()
{
    runbook::FireResult result;
    result.outcome = runbook::FireOutcome::NotYetVisible;
    result.wasSent = true;
    result.message =
        "Not yet visible: accepted, but it stands at \"m-1\" (version 7) still. It was "
        "not sent again.";
    result.rungs = {{.kind = runbook::RungKind::Sent,
                     .state = runbook::RungState::Reached,
                     .time = kSaidNow,
                     .detail = "sent to http://x"},
                    {.kind = runbook::RungKind::Accepted,
                     .state = runbook::RungState::Unknown,
                     .time = kSaidNow,
                     .detail = "a conflict, and it stands there"}};
    return result;
}

inline runbook::ProofRecord proofRecord()
{
    runbook::ProofRecord proof;
    proof.probeSet = "golden";
    proof.candidate.model = "m-0";
    proof.candidate.passed = 9;
    proof.candidate.failed = 1;
    proof.current = runbook::VersionStanding{};
    proof.current->model = "m-1";
    proof.outcome = runbook::ProofOutcome::NotEnough;
    proof.reason = "Neither shown after 10 probes.";
    proof.most = 20;
    return proof;
}

} // namespace saidanew
