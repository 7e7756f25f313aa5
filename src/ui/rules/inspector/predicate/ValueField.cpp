// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/predicate/ValueField.h"

#include "ui/shell/Icon.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace signalbox::ui {

/// Completes what stands behind the last comma, if there may be several.
class ValueField::ListCompleter final : public QCompleter
{
public:
    using QCompleter::QCompleter;

    void setCount(Count count) { m_count = count; }

private:
    [[nodiscard]] QStringList splitPath(const QString &path) const override
    {
        return {m_count == Count::One ? path : path.section(u',', -1).trimmed()};
    }
    [[nodiscard]] QString pathFromIndex(const QModelIndex &index) const override
    {
        const QString value = QCompleter::pathFromIndex(index);
        const auto *field = qobject_cast<QLineEdit *>(widget());
        if (m_count == Count::One || !field || !field->text().contains(u','))
            return value;
        return field->text().section(u',', 0, -2) + QLatin1String(", ") + value;
    }

    Count m_count = Count::One;
};

ValueField::ValueField(const Theme &theme, QWidget *parent)
    : QLineEdit(parent)
    , m_completer(new ListCompleter(this))
    , m_values(new QStringListModel(this))
    , m_open(new QAction(lineIcon(theme, IconName::ChevronDown, IconTone::Muted),
                         tr("Show known values"), this))
{
    m_completer->setModel(m_values);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(12);
    setCompleter(m_completer);
    addAction(m_open, TrailingPosition);
    m_open->setVisible(false);
    connect(m_open, &QAction::triggered, this, &ValueField::showAll);
    // After the line has taken the text over.
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this,
            &ValueField::suggestionChosen, Qt::QueuedConnection);
}

void ValueField::setSuggestions(const QStringList &values, Count count)
{
    m_completer->setCount(count);
    m_open->setVisible(!values.isEmpty());
    if (m_values->stringList() != values)
        m_values->setStringList(values);
}

QStringList ValueField::suggestions() const
{
    return m_values->stringList();
}

void ValueField::keyPressEvent(QKeyEvent *event)
{
    const bool isAsking = event->key() == Qt::Key_Down && event->modifiers() == Qt::NoModifier;
    if (isAsking && m_open->isVisible() && !m_completer->popup()->isVisible())
        return showAll();
    QLineEdit::keyPressEvent(event);
}

void ValueField::showAll()
{
    setFocus();
    m_completer->setCompletionPrefix({});
    m_completer->complete();
}

} // namespace signalbox::ui
