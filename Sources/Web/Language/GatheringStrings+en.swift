import Desk
import Participation

extension GatheringStrings {
    /// English
    static let english = GatheringStrings(
        kind: "Kind",
        kindName: { kind in
            switch kind {
            case .workshop: "Workshop"
            case .cityWatching: "City tour"
            case .regionalTalk: "Talk in a district"
            case .mayorDialogue: "Talk with the mayor"
            case .event: "Event"
            }
        },
        admissionName: { admission in
            switch admission {
            case .firstCome: "First come, first served"
            case .lottery: "By lot"
            }
        },
        standingName: { standing in
            switch standing {
            case .applied: "Waits for the lots"
            case .accepted: "Has a place"
            case .waiting: "Waiting list"
            case .cancelled: "Taken back"
            }
        },
        label: { field in
            switch field {
            case .name: "Name"
            case .heldOn: "Day"
            case .endsOn: "Last day"
            case .times: "From and to"
            case .place: "Place"
            case .capacity: "Places"
            case .admission: "How places are given out"
            case .district: "District"
            case .department: "Section"
            case .attributes: "Properties"
            case .person: "Who signs up"
            case .personKey: "Known again by"
            case .registeredOn: "Day of the registration"
            case .partySize: "How many"
            case .note: "What to take care of"
            case .headcount: "How many came"
            case .ages: "By age"
            case .attendance: "Who came"
            case .cancelledOn: "Day called off"
            case .reason: "Reason"
            }
        },
        people: { "\($0)" },
        difference: { "\($0)" },
        none: "There are none in this year.",
        signedUp: "Places taken",
        notNoted: "not noted",
        calledOff: "Called off",
        newTitle: "Announce a gathering",
        create: "Announce",
        dayHint: "Such as 2026-07-10",
        endsOnHint: "Blank: one day",
        capacityHint: "Blank: as many as like",
        backToList: "Back to the list",
        backToGathering: "Back to the gathering",
        roster: "Who signed up",
        standing: "Stands",
        name: "Name",
        nameless: "(no name)",
        masked: "(shown to the section only)",
        registration: "Registration",
        firstTimer: "First time",
        unregister: "Take back",
        mismatch: "Difference from the list",
        opinionCount: "Opinions received",
        lotteryTitle: "The lots",
        seed: "Seed",
        lotteryNote:
            "With it and the ids of the registrations anybody can draw again. First-timers went first.",
        drawTitle: "Draw lots",
        drawHint: "Lots are drawn once, first-timers first.",
        draw: "Draw lots",
        registerTitle: "Sign somebody up",
        register: "Sign up",
        nameHint: "Blank where no list of names is kept",
        partyHint: "The person included; blank: 1",
        changeTitle: "Change it",
        change: "Change",
        sheetTitle: "Attendance sheet for printing",
        number: "No.",
        attended: "Came",
        remark: "Note",
        attendTitle: "Who came",
        walkIns: "Without a registration",
        more: "One more",
        less: "One less",
        waiting: "# on this device; sent when there is a network.",
        sent: "Everything is recorded.",
        refused: "Cannot be sent. Log in again on another page; nothing on this device is lost.",
        opinionTitle: "What was said",
        opinion: "One opinion",
        opinionHint: "Ctrl+Enter records it. It is routed like a letter. Write no names.",
        note: "Record and go on",
        noted: { "\($0) was received." },
        totalTitle: "How many in all",
        reported: "As said",
        counted: "List and others",
        saveTotal: "Record the number",
        doneName: { _ in "Recorded." })
}
