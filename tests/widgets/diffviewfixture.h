// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/models/comparison/runbuilder.h"
#include "widgets/common/theme.h"
#include "widgets/trace/diffsteplist.h"
#include "widgets/trace/diffview.h"
#include "widgets/trace/traceselection.h"

#include <QApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTableWidget>

#include <array>
#include <memory>
#include <string>

// What tests of the view of a comparison share.
namespace difftest {

using namespace runtest;

inline const std::string kQuestion = "How long do I have to return an item?";
inline const std::string kRule = "Most items can be returned within 30 days of delivery.";
inline const std::string kWrong = "Most items can be returned within 45 days of delivery.";

inline std::shared_ptr<const comparison::Comparison> compared(const std::string& hostile = {})
{
    RunBuilder suspect(1);
    suspect.retrieval(kQuestion, {document("kb-290" + hostile, kWrong), document("kb-101", kRule)});
    suspect.tool("lookup" + hostile, "{}", "{}");
    suspect.answer(kWrong + kRule, kQuestion, kWrong + hostile);
    RunBuilder good(2);
    good.retrieval(kQuestion, {document("kb-101", kRule)});
    good.answer(kRule, kQuestion, kRule);
    good.tool("log_answer", "{}", "{}");
    return std::make_shared<const comparison::Comparison>(
        comparison::compare({.suspect = suspect.contents(),
                             .good = good.contents(),
                             .suspectClaims = {},
                             .goodClaims = {}}));
}

// More steps than are seen at once.
inline std::shared_ptr<const comparison::Comparison> longOnes()
{
    const auto run = [](unsigned char id) {
        RunBuilder made(id);
        for (int i = 0; i < 60; ++i)
            made.tool("lookup" + std::to_string(i), "{}", "{}");
        made.answer(kRule, kQuestion, kRule);
        return made.contents();
    };
    return std::make_shared<const comparison::Comparison>(comparison::compare(
        {.suspect = run(1), .good = run(2), .suspectClaims = {}, .goodClaims = {}}));
}

inline comparison::GoodRuns candidates()
{
    comparison::GoodRuns runs;
    for (const auto id : std::array<unsigned char, 2>{2, 3}) {
        comparison::GoodRun run;
        run.key.trace.bytes[0] = id;
        run.reason = "same question, 12 min before, passed 3 checks";
        runs.runs.push_back(run);
    }
    return runs;
}

inline bool settled(QWidget& view)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    QCoreApplication::processEvents();
    return view.isVisible();
}

struct View
{
    View()
        : theme(QStringLiteral("dark"))
        , view(theme, selection)
    {
        theme.apply(*qApp);
        view.resize(1100, 700);
        view.show();
    }
    traceview::DiffStepList& steps() { return *view.findChild<traceview::DiffStepList*>(); }
    QTableWidget& table() { return *view.findChild<QTableWidget*>(); }
    QStringList labels()
    {
        QStringList all;
        for (const QLabel* label : view.findChildren<QLabel*>())
            if (label->isVisible())
                all << label->text();
        return all;
    }
    QPlainTextEdit& text(int side) { return *view.findChildren<QPlainTextEdit*>().at(side); }

    common::Theme theme;
    traceview::TraceSelection selection;
    traceview::DiffView view;
};

} // namespace difftest
