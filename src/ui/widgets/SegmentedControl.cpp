// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/SegmentedControl.h"

#include "ui/widgets/Text.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace signalbox::ui {

SegmentedControl::SegmentedControl(const QString &name, const QStringList &choices, QWidget *parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    setAccessibleName(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (int i = 0; i < choices.size(); ++i) {
        auto *button = new QToolButton(this);
        button->setText(choices.at(i));
        button->setCheckable(true);
        button->setToolTip(tr("%1: %2").arg(name, choices.at(i)));
        if (i == 0)
            button->setProperty("edge", QStringLiteral("first"));
        else if (i == choices.size() - 1)
            button->setProperty("edge", QStringLiteral("last"));
        setTone(button, Tone::Segment);
        m_group->addButton(button, i);
        row->addWidget(button);
    }
    setCurrent(0);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int index, bool checked) {
        if (checked)
            emit currentChanged(index);
    });
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (auto *button = m_group->button(index))
        button->setChecked(true);
}

} // namespace signalbox::ui
