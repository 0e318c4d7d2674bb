"""What opens a clinic's system to us: the settings CRM_URL, CRM_USER, CRM_PASSWORD, CRM_TOKEN and CRM_INSTALLATION."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Access:
    """Secrets are not shown when it is printed."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    installation: str = ""
