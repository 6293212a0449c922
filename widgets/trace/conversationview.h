// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/items/messagelist.h"
#include "models/telemetry/timerange.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/findingmarks.h"
#include "widgets/trace/textmarks.h"

#include <QPlainTextEdit>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace common {
class Theme;
}

namespace traceview {

class TraceSelection;

// A conversation as one read-only plain text: who, then what they said. Reasoning, tools and
// passages are told apart by their titles and their colour. Text from outside is made safe and long
// parts are cut, with their length. GUI thread.
class ConversationView final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ConversationView(const common::Theme& theme, QWidget* parent = nullptr);

    // Shows the place that is chosen, also in a part that is cut, marks what is looked for, dims
    // what has not been said at the moment of the playback, and chooses what is clicked on.
    // It must outlive the view; null: none.
    void setSelection(TraceSelection* selection);
    // Findings point into the output's text parts, joined by an empty line (telemetry::outputText).
    void setRows(std::vector<items::MessageRow> rows,
                 std::vector<telemetry::Evaluation> evaluations = {});
    // What the answer says, and what stands under it. Where this is of the output that is shown, it
    // is marked as in ClaimsView, in place of findings of groundedness and contradiction: they say
    // the same of words, and know less. Null: not known.
    void setClaims(std::shared_ptr<const claims::ClaimSet> claims);
    // When the step began and ended; for the playback. Without: nothing is dimmed.
    void setTimes(std::optional<telemetry::TimeRange> times);
    // Scrolls to the place that is chosen; false where that is not in this conversation.
    bool showPlace();
    // To the beginning of the output, where there is one.
    void scrollToOutput();
    // Of the text that is looked for, in what is shown.
    int hitCount() const { return static_cast<int>(m_hits.size()); }

protected:
    bool viewportEvent(QEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    struct Stretch
    {
        int start = 0;
        int end = 0;
        common::ColorRole role = common::ColorRole::TextPrimary;
        bool isTitle = false;
        bool isOutput = false;
    };
    // A text of the trace that is shown, from some code point on.
    struct ShownPart
    {
        claims::TextPlace place; // the whole of it
        std::int64_t from = 0;
        common::SafeText shown;
        int position = 0; // in the document
    };
    // Of a claim that is not supported.
    struct ClaimMark
    {
        int start = 0; // in the document
        int end = 0;
        claims::Support support = claims::Support::Unknown;
        QString text;
    };
    void resizeEvent(QResizeEvent* event) override;
    void layOut();
    void appendRow(QString& text, const items::MessageRow& row, std::int64_t& outputOffset);
    void appendText(QString& text, const items::MessageRow& row, std::int64_t outputOffset);
    void appendFindings(const common::SafeText& shown, int position, std::int64_t outputOffset);
    void appendClaims(const common::SafeText& shown, int position, std::int64_t outputOffset);
    void findJudged();
    bool isJudged(std::int64_t start, std::int64_t end) const;
    bool isClaimed(const telemetry::Evaluation& evaluation) const;
    QString markText(int position) const;
    void addStretch(QString& text, const QString& part, common::ColorRole role, bool isTitle,
                    bool isOutput = false);
    const ShownPart* partOf(const claims::TextPlace& place) const;
    std::int64_t firstShown(const items::MessageRow& row) const; // code point
    void search();
    void restyle();
    bool isUnsaid(bool isOutput) const;
    void followMoment();

    const common::Theme& m_theme;
    TraceSelection* m_selection = nullptr;
    TextMarks* m_highlighter;
    std::vector<items::MessageRow> m_rows;
    std::vector<telemetry::Evaluation> m_evaluations;
    std::shared_ptr<const claims::ClaimSet> m_claims;
    bool m_isClaimed = false; // m_claims are of the output that is shown
    std::map<std::int64_t, std::int64_t> m_judged; // of the output: from, up to
    std::vector<ClaimMark> m_claimMarks; // in order; what stands in a sentence after it
    std::vector<Stretch> m_stretches;
    std::vector<ShownPart> m_parts;
    std::vector<FindingMark> m_findings;
    std::vector<int> m_hits; // where each begins
    std::optional<telemetry::TimeRange> m_times;
    int m_output = -1; // where it begins; negative: there is none
    int m_scrolled = 0; // to it
    bool m_isInputUnsaid = false; // as styled
    bool m_isOutputUnsaid = false;
};

} // namespace traceview
