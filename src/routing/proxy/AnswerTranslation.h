// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/dialect/AnswerTranslator.h"
#include "routing/provider/ProviderCall.h"
#include "routing/proxy/ClientCall.h"
#include "routing/route/RoutePlan.h"

#include <memory>

namespace signalbox::routing {

/// What turns the answer that begins with \a head, of \a candidate's provider, into the dialect of
/// \a call.
std::unique_ptr<AnswerTranslator> answerTranslator(const ClientCall &call,
                                                   const Candidate &candidate,
                                                   const ProviderResponseHead &head,
                                                   const AnswerWish &wish);

} // namespace signalbox::routing
