// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/differences/generationtablereader.h"
#include "models/items/differencemodel.h"
#include "models/items/recordingqueries.h"
#include "models/items/refreshpacer.h"
#include "models/items/timeconductor.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QListView;
class QPushButton;

namespace common {
class Theme;
}

namespace triage {

class PairedBars;

// "What they share": the properties that set suspects (all that are listed, those that were
// selected, or what happened in a part of time) apart from the rest, and how both lie in the one
// that is looked at. Read in the background, and shown as far as it is read. While somebody looks
// at it live, it stays as it is. GUI thread.
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
    // Chosen ones: they are held against the rest until there are none.
    void setSelected(std::vector<telemetry::SpanKey> selected);
    // What happened within it against everything else in the visible range, of the service (empty:
    // of all); empty: no longer.
    void setRegion(const telemetry::TimeRange& region, const std::string& service);
    // Which properties the button offers to narrow the list by; none before this is set.
    void setFilterable(std::function<bool(const differences::NamedProperty&)> isFilterable);
    const differences::Differences& shown() const { return m_model.differences(); }

signals:
    // One click on "Only These": the property is to narrow the list (or to become a hypothesis).
    void propertyChosen(const differences::NamedProperty& property);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    using Among = differences::DifferenceQuery::Among;
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
    void askAnew();
    void read();
    void take(telemetry::Result<Answer> answer);
    bool isLookedAt() const; // by the pointer or the keyboard
    void showDifferences(differences::Differences differences);
    void updateAmong();
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
    std::vector<telemetry::SpanKey> m_selected;
    telemetry::TimeRange m_region;
    std::string m_regionService;
    std::function<bool(const differences::NamedProperty&)> m_isFilterable;
    std::optional<differences::NamedProperty> m_current;
    int m_asked = 0; // counts the changes of the question
    int m_answered = -1; // which of them the list answers
    telemetry::Timestamp m_shownAt; // the cursor, when what is listed came
    bool m_isShowing = false; // the list is being filled

    QLabel* m_title;
    QComboBox* m_among;
    QLabel* m_summary;
    QLabel* m_nothing; // in place of the list
    QWidget* m_found;
    QListView* m_list;
    PairedBars* m_bars;
    QPushButton* m_only;
};

} // namespace triage
