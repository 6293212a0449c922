// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/suspects/filter.h"

#include <QString>
#include <QWidget>

#include <array>
#include <cstddef>

class QComboBox;
class QLabel;
class QPushButton;

namespace common {
class SearchLine;
class Theme;
} // namespace common

namespace triage {

class FilterInput;

// Above the suspects: the filter, the smallest suspicion, whether similar ones stand together, what
// the list is narrowed to (each goes by a click), how many there are, and what has to be known of
// all of them. GUI thread.
class QueueHead final : public QWidget
{
    Q_OBJECT

public:
    enum Chip
    {
        ServiceChip,
        AnswersChip,
        RangeChip,
        AlarmChip,
        ClusterChip,
        MarkedChip,
    };

    explicit QueueHead(const common::Theme& theme, QWidget* parent = nullptr);

    const suspects::Filter& filter() const;
    void addFilter(const suspects::Filter& filter);
    void setFilter(const suspects::Filter& filter);
    void setFilterText(const QString& text);
    double minimum() const;
    void focusSearch();
    // Made safe to show by the caller; empty: the chip is hidden.
    void tell(Chip chip, const QString& text);
    void setGrouped(bool on);
    void setCount(const QString& text);
    void setFacts(const QString& text); // empty: there are none
    void setHint(const QString& text); // on the filter; likewise

signals:
    void filterChanged();
    void searchLeft(); // the focus is to go back to the list
    void minimumChanged();
    void groupingAsked(bool on);
    void chipLeft(triage::QueueHead::Chip chip);

private:
    QWidget* buildChips();
    QPushButton* makeChip(Chip chip, const QString& what);

    const common::Theme& m_theme;
    common::SearchLine* m_filter;
    QComboBox* m_minimum;
    QPushButton* m_group;
    QLabel* m_count;
    QLabel* m_problem;
    QLabel* m_facts;
    FilterInput* m_input;
    QWidget* m_chipRow = nullptr;
    std::array<QPushButton*, MarkedChip + 1> m_chips{};
};

} // namespace triage
