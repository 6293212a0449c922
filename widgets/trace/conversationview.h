// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/messagelist.h"
#include "widgets/trace/findingmarks.h"
#include "widgets/trace/textmarks.h"

#include <QPlainTextEdit>

#include <vector>

namespace common {
class Theme;
}

namespace traceview {

// A conversation as one read-only plain text: who, then what they said. Reasoning, tools and
// passages are told apart by their titles and their colour. Text from outside is made safe and long
// parts are cut, with their length. GUI thread.
class ConversationView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ConversationView(const common::Theme& theme, QWidget* parent = nullptr);

    // Findings point into the output's text parts, joined by an empty line (telemetry::outputText).
    void setRows(std::vector<items::MessageRow> rows,
                 std::vector<telemetry::Evaluation> evaluations = {});
    // To the beginning of the output, where there is one.
    void scrollToOutput();

protected:
    bool viewportEvent(QEvent* event) override;

private:
    struct Stretch
    {
        int start = 0;
        int end = 0;
        common::ColorRole role = common::ColorRole::TextPrimary;
        bool isTitle = false;
    };
    void appendRow(QString& text, const items::MessageRow& row, std::int64_t& outputOffset);
    void appendFindings(const common::SafeText& shown, int position, std::int64_t outputOffset);
    void addStretch(QString& text, const QString& part, common::ColorRole role, bool isTitle);
    void restyle();

    const common::Theme& m_theme;
    TextMarks* m_highlighter;
    std::vector<items::MessageRow> m_rows;
    std::vector<telemetry::Evaluation> m_evaluations;
    std::vector<Stretch> m_stretches;
    std::vector<FindingMark> m_findings;
    int m_output = -1; // where it begins; negative: there is none
};

} // namespace traceview
