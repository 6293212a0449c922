// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/inputread.h"
#include "models/sampling/reask.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QTableWidget;
class QTreeWidgetItem;

namespace common {
class PlainTextView;
class Theme;
} // namespace common

namespace traceview {

class MeaningsTree;

// The answers of one re-ask: whether they had the suspect's input; of each model the classes of
// meaning with their counts and the answers in them, as a whole and with what sets a class apart
// from the largest in bold, and what the entropy means; of each statement of the suspect how many
// say it. What is not there yet, or failed, stands in its place; the same failure once.
class ReaskResults final : public QWidget
{
    Q_OBJECT

public:
    explicit ReaskResults(const common::Theme& theme, QWidget* parent = nullptr);

    void setReask(const sampling::Reask& again, const sampling::Assessment& assessment);
    // Of an answer that is still coming, by target and number; see setReask.
    using Coming = std::map<std::pair<std::size_t, std::size_t>, QString>;
    void setComing(const Coming& coming);
    // How much of its input the suspect's model read; of the re-asks that are shown from now on.
    void setInput(const sampling::InputRead& input);
    void clear();

signals:
    // A statement of the suspect, code points of its output.
    void statementChosen(qlonglong start, qlonglong end);

private:
    struct Kept // what a person chose, closed and scrolled to
    {
        std::vector<int> closed; // targets
        std::optional<std::pair<std::size_t, std::size_t>> sample; // target and number
        int statement = -1;
        int scrolled = 0;
    };

    Kept keep() const;
    void restore(const Kept& kept);
    void fillAnswers(const sampling::Reask& again, const sampling::Assessment& assessment);
    void fillClasses(QTreeWidgetItem* top, const sampling::Reask& again,
                     const sampling::TargetAssessment& target);
    void fillFailures(const sampling::Reask& again);
    void tellInput();
    void fitStatements();
    void fillStatements(const sampling::Reask& again, const sampling::Assessment& assessment);
    void showComing();
    void showChosen(QTreeWidgetItem* item);

    const common::Theme& m_theme;
    sampling::Reask m_reask;
    Coming m_coming;
    sampling::InputRead m_input;
    QLabel* m_facts;
    QLabel* m_read; // what of the input
    MeaningsTree* m_answers;
    common::PlainTextView* m_text;
    QTableWidget* m_statements;
};

} // namespace traceview
