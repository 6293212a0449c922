// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/recordingqueries.h"
#include "models/items/tracesnapshot.h"
#include "models/store/query.h"

#include <QWidget>

#include <optional>
#include <string>
#include <utility>
#include <vector>

class QLabel;
class QTabWidget;
class QTableWidget;

namespace common {
class ElidedLabel;
class MessageBar;
class Theme;
} // namespace common

namespace traceview {

class ContextBar;
class ConversationView;
class EvaluationList;
class TraceSelection;

// All that is known of one step of a trace.
struct StepSnapshot
{
    std::optional<telemetry::Generation> generation;
    std::optional<telemetry::Step> step; // when it is no generation
    std::vector<std::pair<std::string, std::string>> attributes;
    std::vector<telemetry::Evaluation> evaluations; // of this span
};
telemetry::Result<StepSnapshot> readStep(const store::Reader& reader, const telemetry::SpanKey& key,
                                         const store::View& view); // pool thread

// Shows it: times, conversation, evaluations with their reasons, attributes. GUI thread.
class StepDetails final : public QWidget
{
    Q_OBJECT

public:
    explicit StepDetails(const common::Theme& theme, QWidget* parent = nullptr);

    void setSpan(const store::SpanRow& span); // at once; what follows comes with the snapshot
    // `trace`: what the rest of the trace says of the step.
    void setSnapshot(const StepSnapshot& snapshot, const items::TraceSnapshot& trace = {});
    void setProblem(const QString& problem);
    void clear();

    // The conversation follows it, and sets it.
    void setSelection(TraceSelection* selection);
    ConversationView* conversation() const { return m_conversation; }
    // One more tab, at the end, or before another one.
    void addView(QWidget* view, const QString& title, int before = -1);
    void setViewTitle(QWidget* view, const QString& title);
    void showView(QWidget* view);
    void setCompact(bool isCompact); // each of its facts on one line, the rest in a tooltip
    void setRoom(int width); // that there is for it; its tabs scroll where they need more

signals:
    void textAsked(const QString& text); // where a stretch of the conversation went

private:
    void tellInferred();
    void showAttributes(const StepSnapshot& snapshot);
    void tellFacts(const QString& facts);
    void fitTabs();
    void restyle();

    const common::Theme& m_theme;
    QLabel* m_title;
    QLabel* m_facts;
    common::ElidedLabel* m_brief; // the same, in place of it where there is little room
    common::MessageBar* m_message;
    QString m_inferred; // why the step is shown although no span of it came; empty when one did
    int m_room = QWIDGETSIZE_MAX;
    bool m_isNew = false; // a step was chosen, and its texts have not come yet
    QTabWidget* m_tabs;
    ConversationView* m_conversation;
    EvaluationList* m_evaluations;
    QTableWidget* m_attributes;
};

// "model served 2026-10-c (asked for latest) · 812 in, 240 out · stop", unknown parts left out.
QString generationFacts(const telemetry::Generation& generation);

} // namespace traceview
