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
// where it was. GUI thread.
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
    };
    explicit CurationForm(const common::Theme& theme, QWidget* parent = nullptr);

    // Takes the place of what was asked before. The answers are in the order of the fields,
    // trimmed.
    void ask(const QString& title, const std::vector<Field>& fields, const QString& confirm,
             std::function<void(const QStringList&)> answered);
    void leave();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void answer();
    void checkNeeded();
    QStringList answers() const;
    QWidget* makeEdit(const Field& field);
    void clearFields();

    const common::Theme& m_theme;
    QLabel* m_title;
    QGridLayout* m_fields;
    QPushButton* m_confirm;
    QPushButton* m_cancel;
    std::vector<QWidget*> m_edits;
    std::vector<bool> m_areNeeded;
    std::function<void(const QStringList&)> m_answered;
    QPointer<QWidget> m_before; // that had the focus
};

} // namespace incident
