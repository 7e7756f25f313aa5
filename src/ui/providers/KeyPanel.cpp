// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/KeyPanel.h"

#include "routing/secrets/SecretStore.h"
#include "ui/providers/KeyStates.h"
#include "ui/providers/ProviderPresets.h"
#include "ui/shell/Icon.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/StateDot.h"
#include "ui/widgets/Text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using models::KeyReference;
using routing::SecretReading;
using routing::SecretState;

namespace {
constexpr int smallestField = 120;
} // namespace

KeyPanel::KeyPanel(const Theme &theme, routing::SecretStore &secrets, KeyStates &states,
                   QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_secrets(secrets)
    , m_states(states)
    , m_rows(new QVBoxLayout)
    , m_source(new QComboBox(this))
    , m_entry(new QLineEdit(this))
    , m_add(new QPushButton(this))
    , m_page(makeLabel({}, TextRole::Caption, this))
    , m_result(makeLabel({}, TextRole::Body, this))
{
    m_source->setAccessibleName(tr("Where the key comes from"));
    m_source->addItem(tr("System keychain"));
    m_source->addItem(tr("Environment variable"));
    m_source->setMinimumWidth(smallestField);
    m_entry->setMinimumWidth(smallestField);
    m_entry->setObjectName(QStringLiteral("keyEntry"));
    m_add->setObjectName(QStringLiteral("addKey"));
    m_page->setTextFormat(Qt::RichText);
    m_page->setWordWrap(true);
    m_page->setOpenExternalLinks(true);
    m_page->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_page->setAccessibleName(tr("Where to get a key"));
    m_result->setObjectName(QStringLiteral("keyResult"));
    m_result->setWordWrap(true);
    m_result->hide();

    auto *entryRow = new QHBoxLayout;
    entryRow->setSpacing(8);
    entryRow->addWidget(m_source);
    entryRow->addWidget(m_entry, 1);
    entryRow->addWidget(m_add);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(m_rows);
    column->addLayout(entryRow);
    column->addWidget(m_page);
    column->addWidget(m_result);

    connect(m_source, &QComboBox::currentIndexChanged, this, &KeyPanel::showSource);
    connect(m_add, &QPushButton::clicked, this, &KeyPanel::addKey);
    connect(m_entry, &QLineEdit::returnPressed, this, &KeyPanel::addKey);
    connect(m_entry, &QLineEdit::textChanged, this,
            [this](const QString &text) { m_add->setEnabled(!text.trimmed().isEmpty()); });
    connect(&states, &KeyStates::changed, this, &KeyPanel::showKeys);
    showSource();
}

void KeyPanel::setProvider(const models::Provider &provider)
{
    if (provider.id != m_provider.id) {
        clearEntry();
        m_result->hide();
    }
    m_provider = provider;
    const ProviderPreset *preset = presetOf(provider);
    const bool hasPage = preset != nullptr && !preset->keyPage.isEmpty();
    m_page->setVisible(hasPage);
    if (hasPage)
        m_page->setText(tr("Keys are made at <a href=\"%1\">%1</a>").arg(preset->keyPage));
    showKeys();
    showSource();
}

void KeyPanel::clearEntry()
{
    m_entry->clear();
}

void KeyPanel::showKeys()
{
    while (auto *item = m_rows->takeAt(0)) {
        if (auto *row = item->widget()) {
            row->hide();
            row->deleteLater();
        }
        delete item;
    }
    for (const KeyReference &key : m_provider.keys) {
        const KeyStates::State state = m_states.state(key);
        auto *row = new QWidget(this);
        auto *dot = new StateDot(m_theme, row);
        dot->setColor(state.color);
        auto *remove = new QToolButton(row);
        remove->setIcon(lineIcon(m_theme, IconName::Trash, IconTone::Muted));
        remove->setObjectName(QStringLiteral("forgetKey"));
        remove->setToolTip(tr("Forget the key %1").arg(key.toString()));
        remove->setAccessibleName(remove->toolTip());
        setTone(remove, Tone::Flat);
        connect(remove, &QToolButton::clicked, this, [this, key] { removeKey(key); });
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(8);
        line->addWidget(dot);
        auto *words = new ElidingLabel(TextRole::Body, row);
        words->setWholeText(state.text);
        auto *name = new ElidingLabel(TextRole::Caption, row);
        name->setWholeText(key.toString());
        line->addWidget(words);
        line->addWidget(name, 1);
        line->addWidget(remove);
        m_rows->addWidget(row);
        setTabOrder(m_source->previousInFocusChain(), remove); // made later, but stands above
    }
}

void KeyPanel::showSource()
{
    const bool isKeychain = m_source->currentIndex() == KeychainSource;
    const ProviderPreset *preset = presetOf(m_provider);
    m_entry->setEchoMode(isKeychain ? QLineEdit::Password : QLineEdit::Normal);
    m_entry->clear();
    if (isKeychain) {
        m_entry->setPlaceholderText(tr("Paste a key"));
        m_entry->setAccessibleName(tr("New key"));
        m_add->setText(tr("Store key"));
    } else {
        m_entry->setPlaceholderText(tr("Name of the variable"));
        m_entry->setAccessibleName(tr("Environment variable"));
        m_add->setText(tr("Use variable"));
        if (preset != nullptr)
            m_entry->setText(preset->environment);
    }
    m_add->setEnabled(!m_entry->text().isEmpty());
}

void KeyPanel::addKey()
{
    const QString entered = m_entry->text().trimmed();
    if (entered.isEmpty())
        return;
    KeyReference key{.source = KeyReference::Source::Environment, .name = entered};
    if (m_source->currentIndex() == EnvironmentSource) {
        if (!m_provider.keys.contains(key))
            emit keysChanged(m_provider.keys + QList{key});
        return;
    }
    key = {.source = KeyReference::Source::Keychain, .name = freeName()};
    m_entry->clear();
    m_result->setText(tr("Storing the key…"));
    setTone(m_result, Tone::Neutral);
    m_result->show();
    m_secrets.write(key.name, entered, this,
                    [this, key](const SecretReading &reading) { keyWritten(key, reading); });
}

void KeyPanel::keyWritten(const KeyReference &key, const SecretReading &reading)
{
    const bool isKept =
        reading.state == SecretState::Stored || reading.state == SecretState::SessionOnly;
    if (reading.state == SecretState::Stored) {
        m_result->setText(tr("The key is stored."));
        setTone(m_result, Tone::Success);
    } else if (reading.state == SecretState::SessionOnly) {
        m_result->setText(tr("There is no keychain here: the key works until Signalbox ends and "
                             "must be entered again next time."));
        setTone(m_result, Tone::Warning);
    } else if (reading.state == SecretState::Locked) {
        m_result->setText(tr("The keychain is locked. Unlock it and store the key again."));
        setTone(m_result, Tone::Warning);
    } else {
        m_result->setText(tr("The key could not be stored: %1").arg(reading.message));
        setTone(m_result, Tone::Danger);
    }
    if (isKept && !m_provider.keys.contains(key))
        emit keysChanged(m_provider.keys + QList{key});
}

void KeyPanel::removeKey(const KeyReference &key)
{
    QList<KeyReference> keys = m_provider.keys;
    keys.removeAll(key);
    if (key.source == KeyReference::Source::Keychain)
        m_secrets.remove(key.name, this, [](const SecretReading &) {});
    m_result->hide();
    emit keysChanged(keys);
}

QString KeyPanel::freeName() const
{
    // A name in use whose secret is gone is filled again rather than left behind.
    for (const KeyReference &key : m_provider.keys) {
        if (key.source == KeyReference::Source::Keychain
            && m_states.state(key).color == StateDot::Color::Danger)
            return key.name;
    }
    QString name = m_provider.id;
    const auto isTaken = [this](const QString &candidate) {
        return m_provider.keys.contains(
            KeyReference{.source = KeyReference::Source::Keychain, .name = candidate});
    };
    for (int number = 2; isTaken(name); ++number)
        name = QStringLiteral("%1-%2").arg(m_provider.id).arg(number);
    return name;
}

} // namespace signalbox::ui
