import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the application does when the partner, or the network before it, does not do as it should. */
class IntroducerTest {
    @RegisterExtension
    static final SignoffMock mock = new SignoffMock("siesmart");

    Introducer application;

    @BeforeEach
    void begin() {
        application = new Introducer(mock.variables());
    }

    @Test
    void aProposalIsCreatedAndRead() throws Exception {
        assertEquals("NOT_AVAILABLE", application.status(application.create(1)));
    }

    @Test
    void aChangeWhoseAnswerIsLostIsNeitherFailedNorRepeated() throws Exception {
        mock.arm("answer-lost-after-change", "proposals_create", "{}");
        assertThrows(Introducer.OutcomeUnknown.class, () -> application.create(1));
        assertEquals(1, mock.count("proposal"));
        assertEquals(1, mock.calls("proposals_create"));
    }

    @Test
    void aBusyServerIsAskedAgainWhenItSays() throws Exception {
        var proposal = application.create(1);
        mock.arm("unavailable-retry-after", "proposals_get", "{\"seconds\": 0}");
        assertEquals("NOT_AVAILABLE", application.status(proposal));
        assertEquals(2, mock.calls("proposals_get"));
    }

    @Test
    void aTokenThatExpiredIsRenewed() throws Exception {
        var proposal = application.create(1);
        mock.advance(24 * 60 * 60 + 1);
        assertEquals("NOT_AVAILABLE", application.status(proposal));
    }

    @Test
    void nothingIsLeftOfTheTestsBefore() throws Exception {
        assertEquals(0, mock.count("proposal"));
    }
}
