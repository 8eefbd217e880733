/** A moment as RFC 3339 with milliseconds, UTC: "2021-09-01T00:00:00.000Z". */
export type Timestamp = string;

/** Where a challenge stands. Only `completed` means that it was passed. */
export type ChallengeStatus =
  | "initiated" | "pending" | "delivered" | "delivery_failed" | "verified" | "completed"
  | "failed" | "overridden" | "postponed" | "skipped" | "admin_notified" | "expired";

/** Why a challenge exists. */
export type ChallengeType = "account_sharing" | "login" | "signup" | "repeat_trial" | "notify_admins";

/** The way a code goes. */
export type Channel = "email" | "text";

/** What was noticed about an attach or an action. */
export type Reason =
  | "new_fingerprint" | "new_ip" | "limit_exceeded" | "concurrency" | "people_limit_exceeded"
  | "impossible_travel" | "multiple_accounts" | "disposable_email" | "invalid_email" | "bot"
  | "tampered" | "suspended" | "velocity" | "repeat_trial";

/** One page of a list. */
export interface Page<T> {
  data: T[];
  page: number;
  limit: number;
  total: number;
}

/** A challenge. Contacts are masked. */
export interface Challenge {
  _id: string;
  user: { _id: string; external_id?: string; email?: string; phone?: string } | null;
  /** How many devices must still be logged out. Lists omit it. */
  limit?: { is_exceeded: boolean; overall: number; mobile: number; tablet: number; desktop: number };
  status: ChallengeStatus;
  type: ChallengeType;
  reasons: Reason[];
  /** Lists omit it. */
  channels?: Channel[];
  createdAt: Timestamp;
  updatedAt: Timestamp;
  completedAt?: Timestamp;
}

/** One browser of one user. */
export interface Device {
  _id: string;
  user: string;
  project: string;
  status: "attached" | "detached";
  metadata: Record<string, unknown>;
  info: {
    ua: string;
    browser: { name: string | null; version: string | null; major: string | null };
    engine: { name: string | null; version: string | null };
    os: { name: string | null; version: string | null };
    /** `type` is null for a desktop. */
    device: { vendor: string | null; model: string | null; type: "mobile" | "tablet" | null };
    cpu: { architecture: string | null };
  };
  attachedAt: Timestamp;
  lastSeenAt: Timestamp;
  detached_at?: Timestamp;
  auto_detached?: boolean;
  createdAt: Timestamp;
  updatedAt: Timestamp;
  /** Whether it is the challenge's own device. Only in a challenge's list. */
  current?: boolean;
  /** Whether it holds an open stream. Only in a challenge's list. */
  active?: boolean;
  /** A place name for people. Only in a challenge's list. */
  location?: string;
}

/** One account of the project. */
export interface User {
  id: string;
  account: string;
  metadata: Record<string, unknown>;
  email?: string;
  phone?: string;
  groups?: Group[];
  suspended?: boolean;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

/** An organisation that a user belongs to. */
export interface Group {
  id: string | number;
  name?: string;
  metadata?: Record<string, unknown>;
}

/** Which challenges to list. */
export interface ListChallenges {
  /** From 1; default 1. */
  page?: number;
  /** From 1 to 100; default 10. */
  limit?: number;
  /** Bounds of createdAt. */
  start_date?: Timestamp | Date;
  end_date?: Timestamp | Date;
}

/** A login or signup to judge. */
export interface Evaluate {
  action: "signup" | "login";
  /** Your id of the user; required for a login. */
  user?: string;
  /** The visitor's address. */
  ip: string;
  /** What getHash() gave in the browser: the current hash, or [current, last]. */
  fingerprint?: string | readonly [string, (string | null)?];
  last_fingerprint?: string;
  /** The wire version of the SDK that made the hashes. Default: this package's. */
  version?: string;
  email?: string;
  /** E.164: "+15551234567". */
  phone?: string;
  metadata?: Record<string, unknown>;
  /** What getSignals() gave in the browser, or its automation and tampering alone: those are looked at. */
  signals?: Record<string, unknown>;
  user_agent?: string;
}

/** A verdict with its reasons. */
export interface Evaluation {
  fingerprint_id: string | null;
  challenge_id: string | null;
  verdict: "allow" | "deny" | "challenge";
  reasons: Reason[];
  metadata: Record<string, unknown>;
  /** The probability, from 0 to 1, that fingerprint_id is right. */
  confidence: number;
}

/** Where a code should go. */
export interface SendCode {
  challenge: string;
  channel: Channel | "sms";
  /** BCP 47; default "en". */
  language?: string;
  device?: string;
}

/** A code that is on its way. */
export interface CodeSent {
  success: true;
  expires_at: Timestamp;
  /** Seconds. */
  retry_after: number;
  sends_left: number;
}

/** What to change of a user: contacts are replaced, metadata is merged by key and groups by id. */
export interface UpdateUser {
  email?: string;
  phone?: string;
  metadata?: Record<string, unknown>;
  groups?: Group | Group[];
}

/** What a token vouches for. */
export interface SignToken {
  /** Your id of the user. */
  user: string;
  limit_config?: { overall_device_limit?: number; people_limit?: number };
}

/** It worked, and there is nothing more to say. */
export interface Success {
  success: true;
}
