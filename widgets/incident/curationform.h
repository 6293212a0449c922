// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPointer>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace common {
class Theme;
}

namespace incident {

// A few lines to be filled in, where they are asked for and never in a dialog: hidden until
// something is asked. Enter in the last line answers, Esc leaves without; the focus goes back to
// where it was. What was typed is lost by nothing but that: an answer that is refused stays to be
// mended. GUI thread.
class CurationForm final : public QWidget
{
    Q_OBJECT

public:
    struct Field
    {
        QString name;
        QString text; // to begin with
        QString hint;
        bool isNeeded = false; // the answer cannot be given without
        bool isLong = false; // several lines
        bool isTick = false; // to be ticked: its answer is empty, or not
    };
    explicit CurationForm(const common::Theme& theme, QWidget* parent = nullptr);

    // What is wrong with an answer, in words; empty: nothing, and the form goes.
    using Answered = std::function<QString(const QStringList&)>;
    // Takes the place of what was asked before. The answers are in the order of the fields,
    // trimmed.
    void ask(const QString& title, const std::vector<Field>& fields, const QString& confirm,
             Answered answered);
    void leave();
    // What was answered last was refused after all: it is shown again with the reason, unless
    // something else was asked since.
    bool comeBack(const QString& reason); // false: there is nothing that could
    void settle() { m_isGiven = false; } // it was taken
    // Hides what is asked where nothing can be answered, and shows it again where it can.
    void setCanAnswer(bool can);

signals:
    void shownChanged(bool isShown);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void answer();
    void checkNeeded();
    QStringList answers() const;
    QWidget* makeEdit(const Field& field);
    void clearFields();
    void tell(const QString& problem);
    void hideForm();

    const common::Theme& m_theme;
    QLabel* m_title;
    QLabel* m_problem; // with the answer
    QGridLayout* m_fields;
    QPushButton* m_confirm;
    QPushButton* m_cancel;
    std::vector<QWidget*> m_edits;
    std::vector<bool> m_areNeeded;
    Answered m_answered;
    bool m_isAsking = false; // hidden or not
    bool m_isGiven = false; // answered, and nothing asked since
    bool m_canAnswer = true;
    QPointer<QWidget> m_before; // that had the focus
};

} // namespace incident
