// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/differences/generationtablereader.h"
#include "models/items/differencemodel.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/timeconductor.h"
#include "widgets/triage/findingdetails.h"

#include <QWidget>

#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

class QBoxLayout;
class QComboBox;
class QLabel;
class QListView;

namespace common {
class Theme;
}

namespace triage {

class PairedBars;

// "What they share": the properties that set suspects (all that are listed, those that were
// selected, or what happened in a part of time) apart from the rest, how both lie in the one that
// is looked at, and what can be done with it. Read in the background, and shown as far as it is
// read. While somebody looks at it live, it stays as it is. GUI thread.
class SharedPanel final : public QWidget
{
    Q_OBJECT

public:
    SharedPanel(items::RecordingQueries& queries, const items::TimeConductor& conductor,
                const common::Theme& theme, QWidget* parent = nullptr);
    ~SharedPanel() override;

    // What the list beside it shows. `range` empty: the visible one.
    struct Question
    {
        std::string service; // empty: all
        telemetry::TimeRange range;
        double minimum = 0.5; // probability of a suspect
        friend bool operator==(const Question&, const Question&) = default;
    };
    void setQuestion(const Question& question);
    // Those that are listed where the list is narrowed to some of the suspects, else none: offered
    // too; `isChosen`: taken at once, since somebody chose exactly these. `question` counts what
    // was narrowed to.
    void setListed(std::vector<telemetry::SpanKey> listed, int question, bool isChosen);
    // Chosen ones: they are held against the rest until there are none.
    void setSelected(std::vector<telemetry::SpanKey> selected);
    // What happened within it against everything else in the visible range, of the service (empty:
    // of all); empty: no longer.
    void setRegion(const telemetry::TimeRange& region, const std::string& service);
    bool hasRegion() const { return !m_region.isEmpty(); }
    void setUses(FindingUses uses);
    void focusList(); // or what stands in its place
    const differences::Differences& shown() const { return m_model.differences(); }

signals:
    void filterChosen(const differences::NamedProperty& property);
    void hypothesisChosen(const differences::DifferenceRow& finding);
    void leverChosen(const differences::DifferenceRow& finding);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // Which of them are held against the rest.
    enum class Choice
    {
        All,
        Region,
        Listed,
        Selected,
    };
    using Table = std::shared_ptr<const differences::GenerationTable>;
    // What a read keeps from one to the next. A question that was replaced may still be read while
    // the next begins.
    struct Kept
    {
        std::mutex mutex; // of all else
        differences::GenerationTableReader reader;
        Table table;
    };
    struct Answer
    {
        differences::Differences differences;
        int question = 0;
    };

    void buildHead();
    void buildFound();
    void askAnew();
    void read();
    void take(telemetry::Result<Answer> answer);
    bool isLookedAt() const; // by the pointer or the keyboard
    void showDifferences(differences::Differences differences);
    Choice choice() const;
    void offer(Choice choice, const QString& text);
    void updateAmong(std::optional<Choice> wanted = {});
    void updateText();
    QString summary(const differences::Differences& found) const;
    QString nothingText(const differences::Differences& found) const;
    void showCurrent();
    differences::DifferenceQuery query() const;

    const items::TimeConductor& m_conductor;
    const common::Theme& m_theme;
    items::DifferenceModel m_model;
    items::LatestQuery<Answer> m_query;
    items::RefreshPacer m_pacer;
    std::shared_ptr<Kept> m_kept;
    std::stop_source m_stop;
    Question m_question;
    std::vector<telemetry::SpanKey> m_listed;
    int m_listedQuestion = 0;
    std::vector<telemetry::SpanKey> m_selected;
    telemetry::TimeRange m_region;
    std::string m_regionService;
    std::optional<differences::NamedProperty> m_current;
    int m_asked = 0; // counts the changes of the question
    int m_answered = -1; // which of them the list answers
    telemetry::Timestamp m_shownAt; // the cursor, when what is listed came
    bool m_isShowing = false; // the list is being filled

    QComboBox* m_among;
    QLabel* m_summary;
    QLabel* m_nothing; // in place of the list
    QWidget* m_found;
    QListView* m_list;
    QBoxLayout* m_parts; // of what was found: beside each other, or in a narrow panel below
    PairedBars* m_bars;
    FindingDetails* m_details;
};

} // namespace triage
