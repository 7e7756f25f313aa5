// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/UsageBar.h"

#include "ui/widgets/Text.h"

#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

namespace {
constexpr int wholeBar = 1000;
} // namespace

UsageBar::UsageBar(QWidget *parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
    , m_text(makeLabel({}, TextRole::Caption, this))
{
    m_bar->setRange(0, wholeBar);
    m_bar->setTextVisible(false);
    m_text->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_bar);
    column->addWidget(m_text);
    setUnknown({});
}

void UsageBar::setUsage(double used, double limit, const QString &text)
{
    const double share = limit > 0 ? std::clamp(used / limit, 0.0, 1.0) : 1.0;
    m_bar->setValue(static_cast<int>(share * wholeBar));
    m_bar->setAccessibleName(text);
    m_bar->show();
    m_text->setText(text);
    setTone(m_text, used >= limit ? Tone::Danger : Tone::Neutral);
}

void UsageBar::setUnknown(const QString &text)
{
    m_bar->hide();
    m_text->setText(text);
    setTone(m_text, Tone::Neutral);
}

QString UsageBar::text() const
{
    return m_text->text();
}

} // namespace signalbox::ui
