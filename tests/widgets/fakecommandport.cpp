// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/pagefixture.h"
#include "widgets/runbook/leverentries.h"

namespace pagetest {

void FakeCommandPort::requestPlan(quint64 request, const QString& lever, const QString& to)
{
    ++plansAsked;
    if (!answersPlans)
        return;
    auto answer = plan;
    if (answer) {
        // Of whatever lever is asked for, as a control plane would.
        answer->lever.id = lever.toStdString();
        answer->to = to.toStdString();
    }
    runbookview::PlanAnswer told(answer, obstacles);
    told.openWrites = openWrites;
    emit planReady(request, told);
}

void FakeCommandPort::requestUndo(quint64 request, const QString& lever,
                                  const runbook::Fired& undoOf)
{
    ++plansAsked;
    undone = undoOf.plan.before;
    undoneLever = lever;
    runbook::LeverPlan back = breakerPlan();
    back.lever.id = lever.toStdString();
    back.before.value = "tripped";
    if (stands)
        back.before = *stands;
    back.to = undone.value;
    runbookview::PlanAnswer told(back, obstacles);
    told.conflict = conflict;
    told.open = open;
    back.isNoChange = !open.empty();
    told.plan = back;
    if (answersPlans)
        emit planReady(request, told);
}

void FakeCommandPort::requestPutBack(quint64 request, const QString& lever,
                                     const runbook::LeverState& state)
{
    ++plansAsked;
    runbook::LeverPlan back = breakerPlan();
    back.lever.id = lever.toStdString();
    if (stands)
        back.before = *stands;
    back.to = state.value;
    if (answersPlans)
        emit planReady(request, {back, obstacles});
}

void FakeCommandPort::fire(quint64 request, const runbook::LeverPlan& given, bool isUndo)
{
    m_fireRequest = request;
    fired.push_back(given);
    entries.push_back(runbookview::actionEntry(given, isUndo, {}));
}

void FakeCommandPort::answerFire(const telemetry::Result<runbook::FireResult>& result)
{
    if (result) {
        for (const runbook::Rung& rung : result->rungs)
            entries.push_back(runbookview::rungEntry(fired.back(), rung, {}));
    }
    emit fireFinished(m_fireRequest, {result});
}

QStringList FakeCommandPort::kinds() const
{
    QStringList all;
    for (const auto& each : entries)
        all << QString::fromStdString(each.kind);
    return all;
}

} // namespace pagetest
