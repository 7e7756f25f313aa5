// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/providers/ProvidersPage.h"

#include "ui/providers/CheckPanel.h"
#include "ui/providers/KeyPanel.h"
#include "ui/providers/KeyStates.h"
#include "ui/providers/ProviderForm.h"
#include "ui/providers/ProviderList.h"
#include "ui/providers/ProviderPresets.h"
#include "ui/providers/ProviderUsage.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/ElidingLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/InlineMessage.h"
#include "ui/widgets/Text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedLayout>

#include <algorithm>

namespace signalbox::ui {

using models::Policy;
using models::Provider;
using models::ProviderDialect;

namespace {
constexpr int buttonsBesideFrom = 720; // pixels at 100 %
} // namespace

ProvidersPage::ProvidersPage(const WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_policy(std::make_shared<Policy>())
    , m_states(new KeyStates(context.services.secrets, this))
    , m_list(new ProviderList(context.theme, *m_states, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(makeRule(Qt::Vertical, this));
    m_stack = new QStackedLayout;
    row->addLayout(m_stack, 1);
    m_stack->addWidget(makeEditor());
    auto *empty = new EmptyState(context.theme, IconName::Providers, this);
    empty->setText(
        tr("No provider yet"),
        tr("A provider is whom Signalbox calls: a vendor in the cloud, or a model server "
           "on this machine. Add one and test the connection."));
    empty->addAction(tr("Add a provider"))->setMenu(m_list->makeAddMenu(empty));
    m_stack->addWidget(empty);
    connect(m_list, &ProviderList::presetChosen, this, &ProvidersPage::add);
    connect(m_list, &ProviderList::providerChosen, this, [this](const QString &id) {
        m_currentId = id;
        showCurrent();
    });
    connect(&context.theme, &Theme::changed, this, &ProvidersPage::fitToWidth);
}

QWidget *ProvidersPage::makeEditor()
{
    QWidget *head = makeHead(); // first, as Tab goes in the order of making
    m_form = new ProviderForm(this);
    m_keys = new KeyPanel(m_context.theme, m_context.services.secrets, *m_states, this);
    m_check =
        new CheckPanel(m_context.theme, *m_states, m_context.services.makeProviderCheck, this);
    m_message = new InlineMessage(m_context.theme, this);
    m_message->setObjectName(QStringLiteral("providersMessage"));
    m_keyCard = makeCard(tr("Keys"), m_keys);
    m_checkCard = makeCard(tr("Connection and models"), m_check);

    auto *inside = new QWidget(this);
    inside->setProperty("scrolled", true);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(12);
    column->addWidget(head);
    column->addWidget(m_message);
    column->addWidget(makeCard(tr("Settings"), m_form));
    column->addWidget(m_keyCard);
    column->addWidget(m_checkCard, 1);
    column->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(inside);

    connect(m_form, &ProviderForm::edited, this, &ProvidersPage::showEdited);
    connect(m_keys, &KeyPanel::keysChanged, this, [this](const QList<models::KeyReference> &keys) {
        if (!current())
            return;
        Provider provider = *current();
        provider.keys = keys;
        change(provider);
    });
    connect(m_check, &CheckPanel::modelsChosen, this, [this](const QStringList &models) {
        if (!current())
            return;
        Provider provider = *current();
        provider.models = models;
        change(provider);
    });
    return scroll;
}

QWidget *ProvidersPage::makeHead()
{
    auto *head = new QWidget(this);
    m_title = new ElidingLabel(TextRole::Title, head);
    m_subtitle = new ElidingLabel(TextRole::Muted, head);
    auto *removeButton = new QPushButton(tr("Remove…"), head);
    removeButton->setObjectName(QStringLiteral("removeProvider"));
    setTone(removeButton, Tone::Danger);
    m_discard = new QPushButton(tr("Discard"), head);
    m_save = new QPushButton(tr("Save changes"), head);
    m_save->setObjectName(QStringLiteral("saveProvider"));
    setTone(m_save, Tone::Primary);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_subtitle);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(removeButton);
    buttons->addWidget(m_discard);
    buttons->addWidget(m_save);
    buttons->addStretch();
    m_headRow = new QBoxLayout(QBoxLayout::LeftToRight, head);
    m_headRow->setContentsMargins(0, 0, 0, 0);
    m_headRow->setSpacing(8);
    m_headRow->addLayout(words, 1);
    m_headRow->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, &ProvidersPage::save);
    connect(m_discard, &QPushButton::clicked, this, &ProvidersPage::showCurrent);
    connect(removeButton, &QPushButton::clicked, this, &ProvidersPage::remove);
    return head;
}

QWidget *ProvidersPage::makeCard(const QString &title, QWidget *content)
{
    auto *card = new QFrame(this);
    setPanel(card, ui::Panel::Card);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(10);
    column->addWidget(makeLabel(title, TextRole::Strong, card));
    column->addWidget(content, 1);
    return card;
}

void ProvidersPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitToWidth();
}

void ProvidersPage::fitToWidth()
{
    m_list->fitTo(width());
    const bool isWide = width() >= m_context.theme.px(buttonsBesideFrom);
    m_headRow->setDirection(isWide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void ProvidersPage::setPolicy(const PolicySnapshot &policy)
{
    m_policy = policy;
    m_states->refresh(*policy);
    select(m_currentId);
}

void ProvidersPage::showSaveResult(const QString &problem)
{
    if (problem.isEmpty())
        m_message->hide();
    else
        m_message->showMessage(InlineMessage::Kind::Danger,
                               tr("The change could not be saved: %1").arg(problem));
}

void ProvidersPage::select(const QString &providerId)
{
    m_currentId = m_list->setPolicy(*m_policy, providerId);
    showCurrent();
}

void ProvidersPage::showCurrent()
{
    const Provider *provider = current();
    m_stack->setCurrentIndex(provider ? 0 : 1);
    if (!provider)
        return;
    const bool isSimulated = provider->dialect == ProviderDialect::Simulated;
    const QString example = provider->models.isEmpty()
        ? (isSimulated ? provider->simulated.models.value(0) : tr("MODEL"))
        : provider->models.first();
    m_title->setWholeText(provider->displayName());
    m_subtitle->setWholeText(
        tr("Clients may ask for its models as %1/%2").arg(provider->id, example));
    m_form->setProvider(*provider);
    m_keys->setProvider(*provider);
    m_check->setProvider(*provider);
    m_keyCard->setVisible(!isSimulated);
    m_checkCard->setVisible(!isSimulated);
    m_isEdited = false;
    m_save->setEnabled(false);
    m_discard->setVisible(false);
    m_message->hide();
}

void ProvidersPage::showEdited()
{
    const Provider *provider = current();
    m_isEdited = provider && !(m_form->provider() == *provider);
    m_save->setEnabled(m_isEdited);
    m_discard->setVisible(m_isEdited);
}

void ProvidersPage::add(const ProviderPreset &preset)
{
    Policy edited = *m_policy;
    const Provider provider = providerFrom(preset, edited);
    edited.providers.append(provider);
    m_currentId = provider.id;
    emit policyChanged(edited);
}

void ProvidersPage::save()
{
    const QString problem = m_form->problem();
    if (!problem.isEmpty()) {
        m_message->showMessage(InlineMessage::Kind::Warning, problem);
        return;
    }
    change(m_form->provider());
}

void ProvidersPage::change(const Provider &provider)
{
    Policy edited = *m_policy;
    for (Provider &one : edited.providers) {
        if (one.id == provider.id)
            one = provider;
    }
    emit policyChanged(edited);
}

void ProvidersPage::remove()
{
    const Provider *provider = current();
    if (!provider)
        return;
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Remove a provider"),
                                     removalText(*provider), QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("removeQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    auto *confirm = question->addButton(tr("Remove %1").arg(provider->displayName()),
                                        QMessageBox::DestructiveRole);
    setTone(confirm, Tone::Danger);
    // Enter must not remove anything.
    question->setDefaultButton(question->addButton(tr("Cancel"), QMessageBox::RejectRole));
    connect(confirm, &QPushButton::clicked, this,
            [this, id = provider->id] { emit policyChanged(withoutProvider(*m_policy, id)); });
    question->open();
}

QString ProvidersPage::removalText(const Provider &provider) const
{
    const QLocale locale;
    const ProviderUsage usage = usageOf(*m_policy, provider.id);
    QStringList sentences{tr("Remove %1 from the policy?").arg(provider.displayName())};
    if (!usage.targets.isEmpty())
        sentences.append(
            tr("These targets go with it: %1.").arg(locale.createSeparatedList(usage.targets)));
    if (!usage.weakenedRoutes.isEmpty())
        sentences.append(tr("These routes lose a target: %1.")
                             .arg(locale.createSeparatedList(usage.weakenedRoutes)));
    if (!usage.lostRoutes.isEmpty())
        sentences.append(tr("These routes have no other target and are removed: %1.")
                             .arg(locale.createSeparatedList(usage.lostRoutes)));
    sentences.append(tr("Its keys stay in the keychain."));
    return sentences.join(QLatin1String("\n\n"));
}

const Provider *ProvidersPage::current() const
{
    return m_policy->provider(m_currentId);
}

} // namespace signalbox::ui
