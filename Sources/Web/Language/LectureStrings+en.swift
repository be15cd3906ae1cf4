import Desk
import Participation

extension LectureStrings {
    /// English; the names of stages and the like are those of the city's rules.
    static let english = LectureStrings(
        stage: "Stage",
        stageName: { stage in
            switch stage {
            case .requested: "Requested"
            case .scheduled: "Settled"
            case .unreported: "Held, report due"
            case .reported: "Reported"
            case .refused: "Refused"
            case .cancelled: "Called off"
            case .struck: "Report struck out"
            }
        },
        allStages: "All",
        nextStep: { stage in
            switch stage {
            case .requested: "Find a date"
            case .scheduled: "Give it"
            case .unreported: "Report"
            case .reported, .refused, .cancelled, .struck: nil
            }
        },
        next: "Next (by whom, by when)",
        by: { "by \($0)" },
        between: ", ",
        hearingSection: "the hearing section",
        undecided: "not settled",
        day: "Day",
        people: "People",
        date: { "\($0)" },
        slot: { slot in "\(slot.date)" + (slot.start.map { " \($0)" } ?? "") },
        cameCount: { "\($0) came" },
        expectedCount: { "\($0) expected" },
        unknownCount: "unknown",
        minutes: { "\($0) min" },
        none: "There are none.",
        listCaption: "Those with something to do come first.",
        masked: "(shown to the section only)",
        label: { field in
            switch field {
            case .requestedOn: "Day of the request"
            case .subject: "Lecture"
            case .choices: "Wished dates"
            case .venue: "Place"
            case .expectedHeadcount: "People expected"
            case .group: "Group"
            case .representative: "Who speaks for it"
            case .contact: "Contact"
            case .considerations: "What to take care of"
            case .minutes: "Minutes"
            case .decidedOn: "Day of the decision"
            case .title: "Title"
            case .department: "Section"
            case .district: "District"
            case .heldOn: "Day held"
            case .times: "From and to"
            case .headcount: "How many came"
            case .ages: "By age"
            case .speakers: "Speakers"
            case .questions: "What was asked and said"
            case .cancelledOn: "Day called off"
            case .reason: "Reason"
            case .attributes: "Properties"
            case .items: "Menu"
            }
        },
        menuLabel: { field in
            switch field {
            case .fiscalYear: "Fiscal year"
            case .stage: "Stage"
            case .items: "Lectures"
            case .code: "Number"
            case .title: "Title"
            case .aim: "Aim"
            case .minutes: "Minutes"
            case .minimumPeople: "Fewest people"
            case .department: "Section"
            case .topics: "Topics"
            case .weekdays: "Days of the week"
            case .materials: "Materials"
            }
        },
        ruleName: { rule in
            switch rule {
            case .groupSize: "Fewer people than the rules ask for"
            case .leadTime: "Asked for later than the rules allow"
            case .openingHours: "Outside the hours of the rules"
            case .duration: "Longer than the rules allow"
            case .closedPeriod: "On a day without lectures"
            case .weekday: "Not on this day of the week"
            case .menuYear: "Outside the menu's year"
            case .venue: "Outside the city"
            case .purpose: "For politics, religion or profit"
            }
        },
        warningsTitle: "Please look at this (city rules)",
        menuTitle: "Menu of the year",
        menuStage: { stage in
            switch stage {
            case .draft: "A draft. Once confirmed, citizens can choose from it."
            case .confirmed: "Confirmed. What is changed is shown to citizens at once."
            }
        },
        noMenu: "There is no menu of this year yet.",
        menuOf: { "Lecture (menu of \($0))" },
        copyMenu: "Copy the menu of the year before",
        confirmMenu: "Confirm the menu",
        addOffer: "Add a lecture",
        changeOffer: "Change a lecture",
        withdrawOffer: "Withdraw this lecture",
        save: "Save",
        asRules: "as the rules say",
        anyDay: "any",
        minutesHint: "In minutes, such as 60",
        minimumHint: "Blank: as the rules say",
        topicsHint: "Several are separated by commas.",
        weekdaysHint: "Such as 火木; blank: any day",
        requestTitle: "Take a request",
        requestLead: "What does not meet the rules is shown afterwards, and stops nothing.",
        takeRequest: "Take it",
        requestedOnHint: "Blank: today. 2026-06-30 or R8.6.30.",
        besideMenu: "Beside the menu",
        wish: "Wish beside the menu",
        wishHint: "When beside the menu is chosen above",
        choice: { "Wish \($0)" },
        choiceHint: "Day and time, such as 2026-10-01 13:30",
        outsideCity: "The place lies outside the city",
        excludedPurpose: "It serves politics, religion or profit",
        considerationsHint: "Sign language, wheelchairs, parking …",
        requestPart: "Request",
        decisionPart: "Decision",
        reportPart: "Report",
        noteLabel: "Note",
        noticeDay: "Day and time",
        otherDate: "Another day and time",
        otherVenue: "Place, where it is another",
        scheduleTitle: "Settle the date",
        rescheduleTitle: "Change what was settled",
        decide: "Settle",
        refuseTitle: "Say no",
        refuseHint: "In words the group can read",
        refuse: "Say no",
        cancelTitle: "Call it off",
        cancel: "Call it off",
        strikeTitle: "Strike out a mistaken report",
        strike: "Strike out",
        causeLabel: "On whose account",
        causeName: { cause in
            switch cause {
            case .applicant: "Those who asked"
            case .city: "The city"
            case .weather: "Weather or disaster"
            case .tooFew: "Too few people"
            case .entryError: "Entered by mistake"
            }
        },
        reportTitle: "Report",
        reportButton: "Report",
        startsAt: "From",
        endsAt: "To",
        timeHint: "Such as 13:30",
        headcountHint: "Without staff, speakers and escorts",
        agesHint: "If known, such as 10代=3 60代=20",
        correctTitle: "Correct the number of participants",
        correct: "Correct",
        opinionsTitle: "Receive opinions",
        opinions: "Opinions, one a line",
        opinionsHint: "Each line is received and routed like a letter. Write no names.",
        takeOpinions: "Receive them",
        noted: { "Received: \($0)" },
        doneName: { _ in "Recorded." },
        printNotice: "Decision notice for printing",
        noticeTitle: "出前講座実施決定通知書",
        noticeText: { "\($0)にお申し込みのありました出前講座について、次のとおり実施することに決定しましたので通知します。" },
        noticeFoot: "ご都合により変更や取りやめをされるときは、担当課までお早めにご連絡ください。",
        addressee: { "\($0) 様" },
        backToLecture: "Back to the lecture",
        backToList: "Back to the list",
        sentBefore:
            "This form was recorded a moment ago with other content. Open the page again and look.",
        notNow:
            "It is not known now whether this was recorded. Send it again in a moment; it will not be "
            + "recorded twice.")
}
