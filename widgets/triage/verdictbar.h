// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/suspects/verdicts.h"

#include <QString>
#include <QWidget>

#include <cstddef>
#include <optional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace common {
class SearchLine;
}

namespace triage {

// Gives verdicts on what is read: by a button, or by a key, which asks before it records. A note is
// asked for in a line of its own. GUI thread.
class VerdictBar final : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictBar(QWidget* parent = nullptr);

    // A key for this verdict: asks, and the same once more records it. On so many answers at once.
    void press(suspects::Opinion opinion, bool isWithNote, std::size_t answers);
    void stopAsking();
    bool isAsking() const { return m_asked.has_value(); }
    bool isTyping() const; // a note
    void setStands(bool stands); // there is a verdict to take back
    void setPeopleToConfirm(int people);

signals:
    void held(); // a verdict is about to be given: it is about what is read now
    void given(suspects::Opinion opinion, const QString& note);
    void left(); // the focus is to go back to the list

private:
    QPushButton* addButton(const QString& text, const QString& key, suspects::Opinion opinion);
    void askForNote(std::size_t answers);
    QString onText(std::size_t answers) const;

    std::optional<suspects::Opinion> m_asked; // the same key, or Return in the note, records it
    QLabel* m_question;
    QLabel* m_rule;
    common::SearchLine* m_note;
    QPushButton* m_withdraw;
    QHBoxLayout* m_row;
};

} // namespace triage
