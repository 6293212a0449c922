// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/incident/curationform.h"

#include "widgets/common/measures.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace incident {

namespace {

constexpr int kMostText = 4000; // characters
constexpr int kLongLines = 3;

} // namespace

CurationForm::CurationForm(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_fields(new QGridLayout)
    , m_confirm(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    for (QLabel* label : {m_title, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_problem->hide();
    common::keepFont(theme, *m_title, common::TextSize::Body, true);
    m_fields->setHorizontalSpacing(common::kSpace2);
    m_fields->setVerticalSpacing(common::kSpace1);
    m_fields->setColumnStretch(1, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(common::kSpace2);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_confirm);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, common::kSpace2, common::kSpace3, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_title);
    layout->addLayout(m_fields);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    m_confirm->installEventFilter(this);
    m_cancel->installEventFilter(this);
    connect(m_confirm, &QPushButton::clicked, this, &CurationForm::answer);
    connect(m_cancel, &QPushButton::clicked, this, &CurationForm::leave);
    hide();
}

QWidget* CurationForm::makeEdit(const Field& field)
{
    if (field.isTick) {
        auto* tick = new QCheckBox(field.hint, this);
        tick->installEventFilter(this);
        connect(tick, &QCheckBox::toggled, this, &CurationForm::checkNeeded);
        return tick;
    }
    if (field.isLong) {
        auto* edit = new QPlainTextEdit(this);
        edit->setPlainText(field.text);
        edit->setPlaceholderText(field.hint);
        edit->setTabChangesFocus(true);
        common::keepLines(m_theme, *edit, kLongLines, common::kSpace4);
        edit->installEventFilter(this);
        connect(edit, &QPlainTextEdit::textChanged, this, &CurationForm::checkNeeded);
        return edit;
    }
    auto* edit = new common::SearchLine(common::SearchLine::Escape::KeepsText, this);
    edit->setMaxLength(kMostText);
    edit->setText(field.text);
    edit->setPlaceholderText(field.hint);
    connect(edit, &QLineEdit::textChanged, this, &CurationForm::checkNeeded);
    connect(edit, &common::SearchLine::left, this, &CurationForm::leave);
    connect(edit, &QLineEdit::returnPressed, this, [this, edit] {
        if (edit == m_edits.back())
            answer();
        else
            focusNextChild();
    });
    return edit;
}

void CurationForm::clearFields()
{
    while (QLayoutItem* item = m_fields->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater(); // one of them may be what answers
        }
        delete item;
    }
    m_edits.clear();
    m_areNeeded.clear();
}

void CurationForm::ask(const QString& title, const std::vector<Field>& fields,
                       const QString& confirm, Answered answered)
{
    if (isHidden())
        m_before = window()->focusWidget(); // also while a menu asks
    clearFields();
    m_title->setText(title);
    m_answered = std::move(answered);
    m_isAsking = true;
    m_isGiven = false;
    tell({});
    QWidget* last = nullptr;
    for (const Field& field : fields) {
        auto* name = new QLabel(field.name, this);
        name->setTextFormat(Qt::PlainText);
        QWidget* edit = makeEdit(field);
        edit->setAccessibleName(field.isTick ? field.hint : field.name); // a tick says what it does
        name->setBuddy(edit);
        const int row = static_cast<int>(m_edits.size());
        m_fields->addWidget(name, row, 0, field.isLong ? Qt::AlignTop : Qt::AlignVCenter);
        m_fields->addWidget(edit, row, 1);
        // By itself only when events are handled, where the form stands there already: too late for
        // the focus.
        name->show();
        edit->show();
        if (last != nullptr)
            setTabOrder(last, edit);
        last = edit;
        m_edits.push_back(edit);
        m_areNeeded.push_back(field.isNeeded);
    }
    if (last != nullptr)
        setTabOrder(last, m_cancel);
    setTabOrder(m_cancel, m_confirm);
    m_confirm->setText(confirm);
    checkNeeded();
    setVisible(m_canAnswer);
    if (m_edits.empty())
        m_confirm->setFocus(Qt::OtherFocusReason);
    else
        m_edits.front()->setFocus(Qt::OtherFocusReason);
}

QStringList CurationForm::answers() const
{
    QStringList all;
    for (QWidget* edit : m_edits) {
        if (const auto* tick = qobject_cast<QCheckBox*>(edit)) {
            all << (tick->isChecked() ? tick->text() : QString());
            continue;
        }
        const auto* text = qobject_cast<QPlainTextEdit*>(edit);
        all << (text != nullptr ? text->toPlainText() : qobject_cast<QLineEdit*>(edit)->text())
                   .trimmed();
    }
    return all;
}

void CurationForm::checkNeeded()
{
    const QStringList all = answers();
    bool isWhole = true;
    for (qsizetype i = 0; i < all.size(); ++i)
        isWhole = isWhole && !(m_areNeeded[static_cast<std::size_t>(i)] && all[i].isEmpty());
    m_confirm->setEnabled(isWhole);
}

void CurationForm::answer()
{
    if (!m_confirm->isEnabled())
        return;
    const QStringList all = answers();
    for (const QString& each : all) {
        if (each.size() > kMostText)
            return tell(tr("No more than %1 characters can be kept; there are %2.")
                            .arg(kMostText)
                            .arg(each.size()));
    }
    // Gone by then: what answers may ask for something else.
    const Answered answered = m_answered;
    hideForm();
    m_isGiven = true;
    const QString problem = answered ? answered(all) : QString();
    if (!problem.isEmpty())
        comeBack(problem);
}

bool CurationForm::comeBack(const QString& reason)
{
    if (!std::exchange(m_isGiven, false))
        return false;
    m_isAsking = true;
    tell(reason);
    setVisible(m_canAnswer);
    if (!m_edits.empty())
        m_edits.front()->setFocus(Qt::OtherFocusReason);
    return true;
}

void CurationForm::setCanAnswer(bool can)
{
    m_canAnswer = can;
    setVisible(m_isAsking && can);
}

void CurationForm::tell(const QString& problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void CurationForm::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    emit shownChanged(true);
}

void CurationForm::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    emit shownChanged(false);
}

// While the form has the focus, Esc leaves it and is not the window's.
bool CurationForm::eventFilter(QObject* watched, QEvent* event)
{
    auto* tick = qobject_cast<QCheckBox*>(watched);
    if (tick != nullptr && event->type() == QEvent::KeyPress
        && dynamic_cast<QKeyEvent*>(event)->matches(QKeySequence::InsertParagraphSeparator)) {
        if (!dynamic_cast<QKeyEvent*>(event)->isAutoRepeat())
            tick->toggle(); // Enter leads on from each field, so it does something in this one, too
        return true;
    }
    const bool isKey =
        event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!isKey || dynamic_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::KeyPress)
        leave();
    return true;
}

void CurationForm::leave()
{
    m_answered = {};
    m_isGiven = false;
    hideForm();
}

void CurationForm::hideForm()
{
    m_isAsking = false;
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

} // namespace incident
