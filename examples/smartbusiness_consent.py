"""Another account's data: ask its user for consent in the browser, keep the consent in a file, use it.

Needs a client registered for the authorization code with a redirect address on this machine:

    export SMARTBUSINESS_CLIENT_ID=... SMARTBUSINESS_CLIENT_SECRET=...
    export SMARTBUSINESS_GRANT=authorization_code
    export SMARTBUSINESS_REDIRECT_URI=http://127.0.0.1:8765/callback
    export SMARTBUSINESS_TOKEN_FILE=~/.config/my-application/tokens.json
    python examples/smartbusiness_consent.py

The second time it runs, nobody is asked. Any number of copies may run at once: they share the file.
"""

from signoff import ConsentDenied, ConsentRequired, SmartBusiness, run_consent_flow


def main() -> None:
    with SmartBusiness.from_env() as smartbusiness:
        try:
            owner = smartbusiness.owner.get()
        except ConsentRequired as lack:
            print(f"consent is needed ({lack.lack.value})")
            try:
                run_consent_flow(smartbusiness, timeout=300)
            except ConsentDenied:
                print("the user said no")
                return
            owner = smartbusiness.owner.get()
        print(f"acting for account {owner.value.item.id}, request {owner.trace_id}")


if __name__ == "__main__":
    main()
