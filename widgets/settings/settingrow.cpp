// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/settings/settingrow.h"

#include "widgets/common/filedialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTime>
#include <QTimeEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace settingsview {

namespace {

constexpr int kEditorWidth = 280;
const QString kTimeForm = u"HH:mm"_s; // of the settings, too

QLabel* rowLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

SettingRow::SettingRow(const config::Setting& setting, const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_setting(setting)
    , m_theme(theme)
    , m_title(rowLabel(config::titleOf(setting), this))
    , m_sentence(rowLabel(config::sentenceOf(setting), this))
    , m_source(rowLabel({}, this))
    , m_note(rowLabel({}, this))
    , m_reset(new QPushButton(tr("Reset"), this))
{
    setObjectName(setting.name());
    makeEditor();
    m_editor->setObjectName(u"editor"_s);
    m_editor->setAccessibleName(m_title->text());
    m_editor->setAccessibleDescription(m_sentence->text());
    m_editor->setFocusPolicy(Qt::StrongFocus);
    m_editor->installEventFilter(this);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
    m_source->setForegroundRole(QPalette::PlaceholderText);
    m_source->setObjectName(u"source"_s);
    m_note->setObjectName(u"note"_s);
    m_note->hide();
    m_reset->setObjectName(u"reset"_s);
    m_reset->setAutoDefault(false);
    m_reset->setAccessibleName(tr("Reset %1").arg(m_title->text()));
    connect(m_reset, &QPushButton::clicked, this, &SettingRow::resetRequested);

    auto* entry = new QHBoxLayout;
    entry->setSpacing(common::kSpace2);
    entry->addWidget(m_editor, 1);
    if (m_choose != nullptr)
        entry->addWidget(m_choose);
    entry->addWidget(m_reset);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, common::kSpace2, 0, common::kSpace3);
    layout->setHorizontalSpacing(common::kSpace4);
    layout->setVerticalSpacing(common::kSpace1);
    layout->addWidget(m_title, 0, 0);
    layout->addLayout(entry, 0, 1);
    layout->addWidget(m_sentence, 1, 0);
    layout->addWidget(m_source, 1, 1, Qt::AlignTop);
    layout->addWidget(m_note, 2, 0, 1, 2);
    layout->setColumnStretch(0, 1);
    layout->setColumnMinimumWidth(1, kEditorWidth);
    if (m_choose != nullptr)
        setTabOrder(m_editor, m_choose);
    setTabOrder(m_choose != nullptr ? m_choose : m_editor, m_reset);
    connect(&theme, &common::Theme::changed, this, &SettingRow::restyle);
    restyle();
}

void SettingRow::makeEditor()
{
    switch (m_setting.kind) {
    case config::Kind::Flag:
        m_editor = makeFlag();
        break;
    case config::Kind::Number:
        m_editor = makeNumber();
        break;
    case config::Kind::Choice:
        m_editor = makeChoice();
        break;
    case config::Kind::Path:
    case config::Kind::Source:
        m_choose = new QPushButton(tr("Choose…"), this);
        m_choose->setAutoDefault(false);
        m_choose->setAccessibleName(tr("Choose %1").arg(m_title->text()));
        connect(m_choose, &QPushButton::clicked, this, &SettingRow::choosePath);
        m_editor = makeText();
        break;
    case config::Kind::Time:
        m_editor = makeTime();
        break;
    case config::Kind::Days:
    case config::Kind::Url:
    case config::Kind::Text:
    case config::Kind::Address:
    case config::Kind::Keep:
    case config::Kind::SecretName:
        m_editor = makeText();
        break;
    }
}

QWidget* SettingRow::makeFlag()
{
    auto* box = new QCheckBox(tr("On"), this);
    connect(box, &QCheckBox::toggled, this,
            [this](bool on) { request(on ? u"true"_s : u"false"_s); });
    return box;
}

QWidget* SettingRow::makeNumber()
{
    auto* box = new QSpinBox(this);
    box->setRange(m_setting.least, m_setting.most);
    box->setKeyboardTracking(false);
    connect(box, &QSpinBox::valueChanged, this,
            [this](int value) { request(QString::number(value)); });
    return box;
}

QWidget* SettingRow::makeTime()
{
    auto* edit = new QTimeEdit(this);
    edit->setDisplayFormat(kTimeForm);
    edit->setKeyboardTracking(false);
    connect(edit, &QTimeEdit::timeChanged, this,
            [this](const QTime& time) { request(time.toString(kTimeForm)); });
    return edit;
}

QWidget* SettingRow::makeChoice()
{
    auto* box = new QComboBox(this);
    for (const QString& choice : config::choicesOf(m_setting))
        box->addItem(config::choiceText(choice), choice);
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, box] { request(box->currentData().toString()); });
    return box;
}

QWidget* SettingRow::makeText()
{
    auto* line = new QLineEdit(this);
    line->setPlaceholderText(tr("Not set"));
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        if (line->text().trimmed() != m_state.value)
            request(line->text());
        else if (m_isRefused)
            setState(SettingState(m_state)); // it is what holds again
    });
    return line;
}

void SettingRow::choosePath()
{
    QString path;
    if (m_setting.kind == config::Kind::Source) {
        common::FileDialog dialog(this, m_title->text(), m_state.value, {},
                                  QFileDialog::AcceptOpen);
        dialog.setFileMode(QFileDialog::Directory);
        dialog.setOption(QFileDialog::ShowDirsOnly);
        if (dialog.exec() == QDialog::Accepted)
            path = dialog.selectedFiles().value(0);
    } else {
        path =
            common::askForFileToOpen(this, m_title->text(), m_state.value, {tr("All Files (*)")});
    }
    if (!path.isEmpty())
        request(path);
}

bool SettingRow::matches(const QStringList& words) const
{
    QStringList texts{m_title->text(), m_sentence->text(), m_setting.name(), m_state.value,
                      config::sectionOf(m_setting)};
    for (const QString& choice : config::choicesOf(m_setting))
        texts << config::choiceText(choice);
    if (m_setting.name() == u"look/theme"_s)
        texts << tr("dark mode, light mode, night, colours"); // as other programs call it
    const QString text = texts.join(u'\n');
    return std::ranges::all_of(
        words, [&text](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

void SettingRow::setState(const SettingState& state)
{
    m_state = state;
    m_isRefused = false;
    showValue();
    m_source->setText(
        tr("%1 · holds %2 · %3")
            .arg(state.source, config::effectText(m_setting.effect), m_setting.name()));
    m_reset->setEnabled(state.isOwn);
    m_note->setText(state.note);
    m_note->setVisible(!state.note.isEmpty());
    restyle();
}

void SettingRow::showValue()
{
    m_isShowing = true;
    if (auto* box = qobject_cast<QCheckBox*>(m_editor))
        box->setChecked(m_state.value == u"true"_s);
    else if (auto* number = qobject_cast<QSpinBox*>(m_editor))
        number->setValue(m_state.value.toInt());
    else if (auto* time = qobject_cast<QTimeEdit*>(m_editor))
        time->setTime(QTime::fromString(m_state.value, kTimeForm));
    else if (auto* choice = qobject_cast<QComboBox*>(m_editor))
        choice->setCurrentIndex(choice->findData(m_state.value));
    else if (auto* line = qobject_cast<QLineEdit*>(m_editor))
        line->setText(m_state.value);
    m_isShowing = false;
}

void SettingRow::refuse(const QString& problem)
{
    m_isRefused = true;
    m_note->setText(problem);
    m_note->setVisible(true);
    restyle();
}

void SettingRow::request(const QString& value)
{
    if (!m_isShowing)
        emit changeRequested(value);
}

// The wheel scrolls the page; it changes nothing that happens to be under the pointer.
bool SettingRow::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_editor && event->type() == QEvent::Wheel && !m_editor->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SettingRow::restyle()
{
    m_title->setFont(m_theme.font(common::TextSize::Body, true));
    m_sentence->setFont(m_theme.font(common::TextSize::Body));
    m_source->setFont(m_theme.font(common::TextSize::Small));
    QPalette palette = m_note->palette();
    palette.setColor(QPalette::WindowText,
                     m_theme.color(m_state.isWrong || m_isRefused
                                       ? common::ColorRole::Severity2
                                       : common::ColorRole::TextSecondary));
    m_note->setPalette(palette);
}

} // namespace settingsview
